/** Where the boot program comes from: the distribution's package, and glean in its place. As root. */
import assert from "node:assert/strict";
import $ from "dax";
import { join } from "@std/path";
import { execute } from "../support/binary.ts";
import { type Build, endOf } from "../support/dib.ts";
import { bootContainer } from "./_dib_boot.ts";
import { buildAll, inWorkshop } from "./_dib_builds.ts";
import { programHere, writeElements } from "./_dib_elements.ts";
import { writeAptRepository, writeGleanRepository, writePipFiles } from "./_dib_local_files.ts";

/** Where the packaged program is, and not where the element puts its own. */
const PACKAGED = "usr/sbin/simple-init";

Deno.test("element: the package, and glean, as dib installs them", (t) =>
  inWorkshop(async (workshop) => {
    const elements = writeElements(join(workshop.directory, "elements"));
    const at = (name: string) => join(workshop.directory, name);
    const stub = at("glean-install.sh");
    Deno.writeTextFileSync(stub, '#!/bin/sh\necho "$@" >> /etc/glean-install.txt\n');
    await writeAptRepository(at("packages"), {
      "simple-init": { [PACKAGED]: programHere() },
      glean: { "usr/bin/glean-install": stub },
    });
    await writePipFiles(at("releases"), { releases: true });
    await writePipFiles(at("no-releases"), { releases: false });
    const wanted = ["prepared-root", "local-files", "simple-init"];
    const images = await buildAll(workshop, {
      package: {
        from: elements.bare,
        wanted,
        variables: { LOCAL_FILES: at("packages"), DIB_INSTALLTYPE_simple_init: "package" },
      },
      "glean: latest release": {
        from: elements.ours,
        wanted,
        variables: {
          LOCAL_FILES: at("releases"),
          DIB_SIMPLE_INIT_ENGINE: "glean",
          DIB_SIMPLE_INIT_NETWORKMANAGER: "1",
          DIB_SIMPLE_INIT_NO_DHCP_FALLBACK: "1",
        },
      },
      "glean: repository": {
        from: elements.ours,
        wanted,
        variables: {
          LOCAL_FILES: at("no-releases"),
          DIB_INSTALLTYPE_simple_init: "repo",
          DIB_REPOLOCATION_glean: await writeGleanRepository(at("glean"), "my-branch"),
          DIB_REPOREF_glean: "my-branch",
        },
      },
      "glean: package": {
        from: elements.ours,
        wanted,
        variables: {
          LOCAL_FILES: at("packages"),
          DIB_INSTALLTYPE_simple_init: "package",
          DIB_SIMPLE_INIT_ENGINE: "glean",
        },
      },
    });
    for (const [name, { status, log }] of Object.entries(images)) {
      await t.step(`${name}: it builds`, () => assert.equal(status, 0, endOf(log)));
    }
    await t.step("package: its program is the one that boots", () => checkPackage(images.package));
    for (const [name, { options, stack, files = [], environment }] of Object.entries(GLEAN)) {
      await t.step(`${name}: called once with the choices, and nothing of ours in its way`, async () => {
        const { tree, log } = images[name as GleanImage];
        checkGlean(tree, options, stack);
        assert.match(log, REMOVAL);
        assert.deepEqual(await pathsOf(tree, "*simple-init*"), [...OURS, ...files].sort());
        assert.deepEqual(await pathsOf(tree, ".cache"), []);
        assert.deepEqual(await pathsOf(tree, "pyvenv.cfg"), environment ? ["usr/glean/pyvenv.cfg"] : []);
        if (environment) checkEnvironment(tree);
      });
    }
  }));

async function checkPackage({ tree, log }: Build): Promise<void> {
  assert.equal(Deno.readLinkSync(join(tree, "usr/local/sbin/simple-init")), `/${PACKAGED}`);
  assert.match(log, REMOVAL, "the hooks ran with it");
  assert.deepEqual(
    await pathsOf(tree, "simple-init-*"),
    ["usr/lib/systemd/system/simple-init-drive.service"],
    "no program came from the element",
  );
  const { "boot unit": unit, address } = await bootContainer(tree);
  assert.deepEqual([unit, address], ["success", "192.0.2.10/24"]);
}

const REMOVAL = /^remove \/etc\/network\/interfaces\.d\/eth0$/m;

/** The paths whose last part matches a pattern of the shell, without those of dib's pkg-map and of the test's packages. */
async function pathsOf(tree: string, pattern: string): Promise<string[]> {
  const lines = await $`find ${tree} -xdev -name ${pattern} -printf ${"%P\\n"}`.lines();
  return lines.filter((path) => path !== "" && !/^(?:usr\/share\/pkg-map|srv)\//.test(path)).sort();
}

/** What of ours an image with glean has: what is right for any program that configures the network. */
const OURS = [
  "etc/modprobe.d/simple-init.conf",
  "etc/modules-load.d/simple-init.conf",
  "etc/systemd/system-preset/20-simple-init.preset",
];

type GleanImage = `glean: ${"latest release" | "repository" | "package"}`;

interface Expected {
  /** What `glean-install` is told. */
  readonly options: string;
  /** The unit that starts. */
  readonly stack: string;
  /** Of ours, beside what all of them have. */
  readonly files?: readonly string[];
  /** Whether glean lives in one of its own. */
  readonly environment: boolean;
}

const GLEAN: Readonly<Record<GleanImage, Expected>> = {
  "glean: latest release": {
    options: "--use-nm --no-dhcp-fallback",
    stack: "NetworkManager.service",
    files: ["etc/NetworkManager/conf.d/50-simple-init.conf"],
    environment: true,
  },
  "glean: repository": { options: "", stack: "networking.service", environment: true },
  "glean: package": { options: "", stack: "networking.service", environment: false },
};

function checkGlean(tree: string, options: string, stack: string): void {
  const text = (path: string) => Deno.readTextFileSync(join(tree, path));
  assert.equal(text("etc/glean-install.txt"), `${options}\n`);
  const [, ...preset] = text("etc/systemd/system-preset/20-simple-init.preset").trim().split("\n");
  assert.deepEqual(preset, [`enable ${stack}`, "disable systemd-networkd.service"]);
  assert.equal(text("etc/sysctl.conf"), "net.ipv4.ip_forward=1\n", "no delay of router solicitations");
  assert.deepEqual([...Deno.readDirSync(join(tree, "tmp"))], [], "nothing is left of the build");
}

function checkEnvironment(tree: string): void {
  for (const name of ["glean", "glean.sh", "glean-install"]) {
    assert.equal(Deno.readLinkSync(join(tree, "usr/local/bin", name)), `/usr/glean/bin/${name}`);
  }
  const { status, out } = execute("chroot", [tree, "/usr/local/bin/glean.sh", "--debug"]);
  assert.deepEqual([status, out], [0, "stand-in --debug"]);
  assert.ok(Deno.statSync(join(tree, "usr/lib/systemd/system/glean@.service")).isFile);
}
