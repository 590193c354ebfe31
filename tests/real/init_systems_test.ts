/** Images with other init systems than systemd, built by dib and booted by their own init. As root; half a minute. */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { type Build, endOf } from "../support/dib.ts";
import { writeFile } from "../support/trees.ts";
import { bootContainer, type Init, KEY, WITH_HOST_NAME } from "./_dib_boot.ts";
import { buildAll, inWorkshop } from "./_dib_builds.ts";
import { writeElements } from "./_dib_elements.ts";
import { writeInitElement } from "./_dib_local_files.ts";

/** In the program's place: the program itself, and what was the case when it had run. */
const WITNESS = `#!/bin/sh
/usr/local/sbin/simple-init.real "$@" >>/witness.log 2>&1
status=$?
ip -oneline -4 address show dev host0 >/witness.addresses
echo "$* $status" >>/witness.txt
exit $status
`;

/** Both are started by inittab(5), which goes on when the scripts of a runlevel are done. */
const INIT: Init = {
  questions: {
    "init": "readlink /proc/1/exe",
    "ran": "cat /witness.txt",
    "said": "grep -E '^(problem|note)' /witness.log",
    "addresses before the network": "cat /witness.addresses",
  },
  powerOff: "/sbin/halt -d -f -p",
  start: WITH_HOST_NAME,
  layReport: (tree) => {
    Deno.writeTextFileSync(join(tree, "etc/inittab"), "zz:2:once:/bin/sh /report.sh\n", { append: true });
  },
};

const IMAGES = {
  sysv: "sysvinit-core",
  openrc: "sysvinit-core openrc",
} as const;

Deno.test("init systems: images without systemd", (t) =>
  inWorkshop(async (workshop) => {
    const { ours } = writeElements(join(workshop.directory, "elements"));
    writeInitElement(ours);
    const job = (initSystem: keyof typeof IMAGES) => ({
      from: ours,
      wanted: ["prepared-root", "sysvinit", "simple-init"],
      variables: { DIB_INIT_SYSTEM: initSystem, INIT_PACKAGES: IMAGES[initSystem] },
    });
    const images = await buildAll(workshop, { sysv: job("sysv"), openrc: job("openrc") });
    for (const [name, image] of Object.entries(images)) {
      await t.step(`${name}: it builds, and its own init boots it`, () => checkBoot(image));
    }
    await t.step("sysv: the script has a link in runlevel S alone, before sysctl and the network", () => {
      const { tree } = images.sysv;
      const number = (script: string) => numberOf(join(tree, "etc/rcS.d"), script);
      assert.ok(number("mountall.sh") < number("simple-init"));
      assert.ok(number("simple-init") < number("procps"));
      assert.ok(number("procps") < number("networking"));
      for (const level of [2, 3, 4, 5]) {
        assert.equal(numberOf(join(tree, `etc/rc${level}.d`), "simple-init"), NaN);
      }
    });
    await t.step("openrc: the script is in the runlevel of the network, and in no other", () => {
      const { tree } = images.openrc;
      const levels = (script: string) =>
        ["sysinit", "boot", "default"].filter((level) => hasLink(join(tree, "etc/runlevels", level), script));
      assert.deepEqual(levels("simple-init"), levels("networking"));
      assert.deepEqual(levels("simple-init"), ["sysinit"]);
    });
  }));

async function checkBoot({ status, log, tree }: Build): Promise<void> {
  assert.equal(status, 0, endOf(log));
  const program = join(tree, "usr/local/sbin/simple-init");
  Deno.renameSync(program, `${program}.real`);
  writeFile(program, WITNESS, 0o755);
  assert.deepEqual(await bootContainer(tree, INIT), {
    "kernel name": "web",
    "address": "192.0.2.10/24",
    "MTU": "1400",
    "keys": KEY,
    "init": "/usr/sbin/init",
    "ran": "boot 0",
    "said": "",
    "addresses before the network": "",
  });
}

/** The number that a script is started with; NaN where it is not. */
function numberOf(directory: string, script: string): number {
  const names = [...Deno.readDirSync(directory)].map(({ name }) => name);
  return Number(names.find((name) => /^S\d\d/.test(name) && name.slice(3) === script)?.slice(1, 3));
}

function hasLink(directory: string, name: string): boolean {
  return [...Deno.readDirSync(directory)].some((entry) => entry.name === name && entry.isSymlink);
}
