/** Where the boot program comes from: the distribution's package, and glean in its place. As root. */
import assert from "node:assert/strict";
import $ from "dax";
import { join } from "@std/path";
import { execute } from "../support/binary.ts";
import { type Build, endOf } from "../support/dib.ts";
import { gleanFiles } from "../support/neighbours/mod.ts";
import { writeFile } from "../support/trees.ts";
import { bootContainer, type Init, KEY, SYSTEMD } from "./_dib_boot.ts";
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
    const { wheels, source } = await gleanFiles();
    await writePipFiles(at("python"), wheels);
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
          LOCAL_FILES: at("python"),
          DIB_SIMPLE_INIT_ENGINE: "glean",
          DIB_SIMPLE_INIT_NO_DHCP_FALLBACK: "1",
        },
      },
      "glean: repository": {
        from: elements.ours,
        wanted,
        variables: {
          LOCAL_FILES: at("python"),
          DIB_INSTALLTYPE_simple_init: "repo",
          DIB_REPOLOCATION_glean: await writeGleanRepository(at("glean"), source, "my-branch"),
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
    for (const [name, calls] of Object.entries(GLEAN)) {
      await t.step(`${name}: nothing of ours is in its way`, async () => {
        const { tree, log } = images[name as GleanImage];
        checkGlean(tree);
        assert.match(log, REMOVAL);
        assert.deepEqual(await pathsOf(tree, "*simple-init*"), OURS);
        assert.deepEqual(await pathsOf(tree, ".cache"), []);
        assert.deepEqual(
          await pathsOf(tree, "pyvenv.cfg"),
          calls === undefined ? [] : ["usr/glean/pyvenv.cfg"],
        );
      });
      if (calls === undefined) continue;
      await t.step(`${name}: it is glean, and configures a container that boots`, async () => {
        const { tree } = images[name as GleanImage];
        checkEnvironment(tree, calls);
        assert.deepEqual(await bootContainer(tree, GLEAN_INIT), GLEAN_BOOTED);
      });
    }
    await t.step("glean: package: its installer was called once", () => {
      assert.equal(Deno.readTextFileSync(join(images["glean: package"].tree, "etc/glean-install.txt")), "\n");
    });
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

/** The images with glean, and how its unit calls it where it is glean. */
const GLEAN: Readonly<Record<GleanImage, string | undefined>> = {
  "glean: latest release": "python-glean --no-dhcp-fallback ${ARGS}",
  "glean: repository": "python-glean  ${ARGS}",
  "glean: package": undefined,
};

function checkGlean(tree: string): void {
  const text = (path: string) => Deno.readTextFileSync(join(tree, path));
  const [, ...preset] = text("etc/systemd/system-preset/20-simple-init.preset").trim().split("\n");
  const networkd = ["systemd-networkd.service", "systemd-networkd.socket", ...WITH_NETWORKD];
  assert.deepEqual(preset, ["enable networking.service", ...networkd.map((unit) => `disable ${unit}`)]);
  assert.equal(text("etc/sysctl.conf"), "net.ipv4.ip_forward=1\n", "no delay of router solicitations");
  assert.deepEqual([...Deno.readDirSync(join(tree, "tmp"))], [], "nothing is left of the build");
}

/** What systemd's own unit is enabled with, beside its socket. */
const WITH_NETWORKD = ["systemd-network-generator.service", "systemd-networkd-wait-online.service"];

const VERSION = "1.25.1";

function checkEnvironment(tree: string, calls: string): void {
  const commands = [...Deno.readDirSync(join(tree, "usr/local/bin"))].map(({ name }) => name)
    .filter((name) => name.startsWith("glean")).sort();
  assert.deepEqual(commands, ["glean", "glean-install"]);
  for (const name of commands) {
    assert.equal(Deno.readLinkSync(join(tree, "usr/local/bin", name)), `/usr/glean/bin/${name}`);
  }
  const question = "from importlib.metadata import version; print(version('glean'))";
  const { status, out } = execute("chroot", [tree, "/usr/glean/bin/python", "-c", question]);
  assert.deepEqual([status, out], [0, VERSION]);
  const unit = Deno.readTextFileSync(join(tree, "usr/lib/systemd/system/glean@.service"));
  assert.ok(unit.includes(`/${calls}\n`), unit);
}

/** glean leaves alone whose address was not made with it; then it does what it does with a drive that it found by its label. */
const GLEAN_EARLY = `[Service]
ExecStartPre=/bin/sh -c 'echo 0 >/zero && mount --bind /zero /sys/class/net/host0/addr_assign_type'
ExecStartPost=/usr/local/bin/glean --skip-network --ssh --hostname
`;

/** A container has no udev, whose rule starts the unit of a card. */
const GLEAN_INIT: Init = {
  ...SYSTEMD,
  questions: {
    "early unit": "systemctl show --property=Result --value glean-early.service",
    "unit of the card": "systemctl show --property=Result --value glean@host0.service",
    "failed": "systemctl --failed --plain --no-legend | grep -v ^systemd-remount-fs",
  },
  layReport: (tree) => {
    SYSTEMD.layReport(tree);
    writeFile(join(tree, "etc/systemd/system/glean-early.service.d/test.conf"), GLEAN_EARLY);
    const unit = "/usr/lib/systemd/system/glean@.service";
    Deno.symlinkSync(unit, join(tree, "etc/systemd/system/multi-user.target.wants/glean@host0.service"));
  },
};

/** It sets no MTU under ifupdown, and has a comment above each key. */
const GLEAN_BOOTED = {
  "kernel name": "web",
  "address": "192.0.2.10/24",
  "MTU": "1500",
  "keys": `# Injected key test by keypair extension\n${KEY}`,
  "early unit": "success",
  "unit of the card": "success",
  "failed": "",
};
