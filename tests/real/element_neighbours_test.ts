/** Images in which cloud-init stays, built by diskimage-builder and booted again and again. As root; a minute. */
import assert from "node:assert/strict";
import $ from "dax";
import { join } from "@std/path";
import { unitFor } from "../../lib/image/old_systemd.ts";
import { execute } from "../support/binary.ts";
import { type Build, endOf } from "../support/dib.ts";
import { newestDib } from "../support/neighbours/mod.ts";
import { writeFile } from "../support/trees.ts";
import { bootContainer, KEY, SYSTEMD, WITH_HOST_NAME } from "./_dib_boot.ts";
import { buildAll, inWorkshop } from "./_dib_builds.ts";
import { programHere, writeElements } from "./_dib_elements.ts";

/**
 * What an element says that asks for cloud-init. An older diskimage-builder uninstalls it at the end of the phase in which
 * we ask for that, whoever wants it, so that it only stays where a later phase brings it back; the newest leaves it alone.
 */
const ASKS = { debian: "cloud-init:\n  phase: post-install.d\n", newest: "cloud-init:\n" } as const;

/** What every boot of it has to come to. */
const BOOTED = {
  "boot unit": "success",
  "hot plug unit": "success",
  "address": "192.0.2.10/24",
  "keys": KEY,
};

Deno.test("element: an image in which cloud-init stays", (t) =>
  inWorkshop(async (workshop) => {
    const { ours } = writeElements(join(workshop.directory, "elements"));
    for (const [name, text] of Object.entries(ASKS)) {
      writeFile(join(ours, `asks-${name}/element-deps`), "package-installs\n");
      writeFile(join(ours, `asks-${name}/package-installs.yaml`), text);
    }
    const job = (name: keyof typeof ASKS, ...others: string[]) => ({
      from: ours,
      wanted: ["prepared-root", `asks-${name}`, ...others, "simple-init"],
      variables: { DIB_SIMPLE_INIT_CHECK: "strict" },
    });
    const images = await buildAll(workshop, {
      debian: job("debian"),
      newest: { ...job("newest", "dhcp-all-interfaces"), programs: await newestDib() },
    });
    for (const [name, image] of Object.entries(images)) {
      await t.step(`${name}: it builds, says that cloud-init is switched off, and no more`, () =>
        checkImage(image));
    }
    await t.step("newest: the DHCP client that another element starts is out of the way", () => {
      const { log, tree } = images.newest;
      const [note, ...others] = log.split("\n").filter((line) =>
        /^note: .*dhcp-all-interfaces/.test(line)
      );
      assert.match(note ?? "", new RegExp(`^note: /${DHCP_ALL}: .* all that ifupdown configures`));
      assert.deepEqual(others, []);
      assert.ok(!exists(tree, DHCP_ALL));
      assert.ok(exists(tree, "usr/local/sbin/dhcp-all-interfaces.sh"), "the element is in the image");
    });
    const { debian: { tree } } = images;
    for (const boot of ["first", "second"]) {
      await t.step(`the ${boot} boot has the drive's address and key`, () => checkBoot(tree, SYSTEMD));
    }
    await t.step(
      "with units as a systemd before 231 gets them it boots, and brings a late card up",
      async () => {
        cutUnits(tree);
        // Without ReadWritePaths= nothing else lets it write the name.
        await checkBoot(tree, { ...SYSTEMD, start: WITH_HOST_NAME });
      },
    );
  }));

const DHCP_ALL = "etc/udev/rules.d/99-dhcp-all-interfaces.rules";

function exists(tree: string, path: string): boolean {
  return $.path(join(tree, path)).existsSync();
}

function checkImage({ status, log, tree }: Build): void {
  assert.equal(status, 0, endOf(log));
  for (const path of ["usr/bin/cloud-init", "etc/cloud/cloud-init.disabled"]) {
    assert.ok(Deno.lstatSync(join(tree, path)).isFile, path);
  }
  assert.match(log, /^note: \/usr\/bin\/cloud-init: /m);
  const checked = execute(programHere(), ["hook", "check", "--root", tree]);
  assert.deepEqual([checked.status, checked.out, checked.err], [0, "", ""]);
}

async function checkBoot(tree: string, init: typeof SYSTEMD): Promise<void> {
  const answers = await bootContainer(tree, init);
  const asked = Object.keys(BOOTED).map((question) => [question, answers[question]]);
  assert.deepEqual(Object.fromEntries(asked), BOOTED);
}

/** This systemd is not that old: it shows that the units do without what is left out, not that an old one reads the rest. */
function cutUnits(tree: string): void {
  const directory = join(tree, "usr/lib/systemd/system");
  const names = [...Deno.readDirSync(directory)].map(({ name }) => name);
  for (const name of names.filter((name) => /^simple-init.*\.service$/.test(name))) {
    const path = join(directory, name);
    Deno.writeTextFileSync(path, unitFor(0, Deno.readTextFileSync(path)));
  }
}
