/** The element, built by real diskimage-builder from a Debian root. As root; about three minutes. */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { execute } from "../support/binary.ts";
import { type Build, buildImage, endOf, requireDib, sentences } from "../support/dib.ts";
import { preparedRoot } from "../support/dib_root.ts";
import { PROJECT, textOf } from "../element/files.ts";
import { bootContainer, KEY } from "./_dib_boot.ts";
import { bytesOf, difference, type Elements, writeElements, writeRepository } from "./_dib_elements.ts";

/** Builds take one processor each, most of the time. */
async function atATime<T>(count: number, jobs: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  const queue = [...jobs.entries()];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      results[next[0]] = await next[1]();
    }
  };
  await Promise.all(Array.from({ length: count }, work));
  return results;
}

type Job = readonly [
  name: string,
  elements: keyof Elements,
  wanted: string,
  variables?: Readonly<Record<string, string>>,
];

/** What is built, by the images' names. `REPOSITORY` is where our own repository lies. */
const IMAGES = [
  ["baseline", "baseline", "simple-init"],
  ["ifupdown", "ours", "simple-init"],
  ["networkmanager", "ours", "simple-init", {
    DIB_SIMPLE_INIT_NETWORKMANAGER: "1",
    DIB_SIMPLE_INIT_NO_DHCP_FALLBACK: "1",
  }],
  ["networkd", "ours", "simple-init", { DIB_SIMPLE_INIT_RENDERER: "networkd" }],
  ["repo", "bare", "simple-init", {
    DIB_INSTALLTYPE_simple_init: "repo",
    DIB_REPOLOCATION_simple_init: "REPOSITORY",
  }],
  ["foreign", "foreign", "foreign"],
] as const satisfies readonly Job[];

type Images = Readonly<Record<typeof IMAGES[number][0], Build>>;

/** What stops a build, with the one sentence of ours, or what dib itself says. */
const WRONG: readonly (readonly [job: Job, message: string | RegExp])[] = [
  [
    ["unknown-type", "ours", "simple-init", { DIB_INSTALLTYPE_simple_init: "git" }],
    'simple-init: there is no install type "git"; set DIB_INSTALLTYPE_simple_init to source, repo or package.',
  ],
  [
    ["unknown-engine", "ours", "simple-init", { DIB_SIMPLE_INIT_ENGINE: "netplan" }],
    'simple-init: there is no engine "netplan"; set DIB_SIMPLE_INIT_ENGINE to simple-init or glean.',
  ],
  [
    ["unknown-init-system", "ours", "simple-init", { DIB_INIT_SYSTEM: "runit" }],
    /^Unrecognised init system: runit!$/m,
  ],
  [
    ["no-repository", "ours", "simple-init", { DIB_INSTALLTYPE_simple_init: "repo" }],
    "simple-init: the install type repo needs a git repository; set DIB_REPOLOCATION_simple_init, and " +
    "DIB_REPOREF_simple_init unless it is main.",
  ],
  [
    ["no-program", "bare", "simple-init"],
    `simple-init: this element has no program for ${Deno.build.arch}; run "deno task element" and put ` +
    "dist/elements into ELEMENTS_PATH.",
  ],
];

/** What ours differs in from the baseline: what it adds … */
const ADDED = [
  "+ etc/modprobe.d",
  "+ etc/modprobe.d/simple-init.conf",
  "+ etc/modules-load.d/simple-init.conf",
  "+ etc/simple-init.conf",
  "+ etc/systemd/system-preset",
  "+ etc/systemd/system-preset/20-simple-init.preset",
  "+ etc/systemd/system/multi-user.target.wants/simple-init.service",
  "+ etc/systemd/system/network-pre.target.wants",
  "+ etc/systemd/system/network-pre.target.wants/simple-init.service",
  "+ usr/lib/systemd/system/simple-init.service",
  "+ usr/lib/systemd/system/simple-init@.service",
  "+ usr/lib/udev/rules.d/85-simple-init.rules",
  "+ usr/local/bin/glean",
  "+ usr/local/sbin/simple-init",
  "+ usr/local/sbin/simple-init-activate",
  "+ usr/local/sbin/simple-init.sh",
];
/** … and what others had left: a card's name, a delay, and the build host's name servers. */
const CHANGED = ["! etc/sysctl.conf", "- etc/network/interfaces.d/eth0", "- etc/resolv.conf"];

const MOST_BYTES = 2 * 1024 * 1024;

Deno.test("element: images built by diskimage-builder", async (t) => {
  await requireDib();
  const root = await preparedRoot(join(PROJECT, "dist/cache/dib"));
  const directory = await Deno.makeTempDir({ prefix: "element-" });
  try {
    const elements = writeElements(join(directory, "elements"));
    const repository = await writeRepository(join(directory, "repository"));
    const build = ([name, from, wanted, variables = {}]: Job) => {
      const values = Object.entries(variables).map((
        [key, value],
      ) => [key, value === "REPOSITORY" ? repository : value]);
      const builder = { root, directory, elements: [elements[from]] };
      return buildImage(builder, name, ["prepared-root", wanted], Object.fromEntries(values));
    };
    const jobs = [...IMAGES, ...WRONG.map(([job]) => job)].map((job) => () => build(job));
    const builds = await atATime(navigator.hardwareConcurrency, jobs);
    const images = Object.fromEntries(IMAGES.map(([name], index) => [name, builds[index]!])) as Images;
    await checkImages(t, images);
    for (const [index, [[name], message]] of WRONG.entries()) {
      await t.step(`${name} stops the build`, () => checkRefusal(builds[IMAGES.length + index]!, message));
    }
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

function checkRefusal({ status, log }: Build, message: string | RegExp): void {
  assert.notEqual(status, 0, endOf(log));
  if (typeof message === "string") assert.deepEqual(sentences(log), [message], endOf(log));
  else assert.match(log, message);
}

async function checkImages(t: Deno.TestContext, images: Images): Promise<void> {
  for (const [name, { status, log }] of Object.entries(images)) {
    await t.step(`${name}: it builds`, () => assert.equal(status, 0, endOf(log)));
  }
  const { baseline, ifupdown, networkmanager, networkd, repo, foreign } = images;
  await t.step("ifupdown: these files are ours, and nothing else", async () => {
    const changes = await difference(baseline.tree, ifupdown.tree);
    assert.deepEqual(changes, [...CHANGED, ...ADDED].sort());
    const bytes = bytesOf(ifupdown.tree, changes);
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
  });
  await t.step("ifupdown: what the files say", () => checkIfupdown(ifupdown.tree));
  await t.step("ifupdown: systemd takes the units", () => checkUnits(ifupdown.tree));
  await t.step(
    "ifupdown: it boots with these units",
    async () =>
      assert.deepEqual(await bootContainer(ifupdown.tree), {
        "boot unit": "success",
        "hot plug unit": "success",
        "kernel name": "web",
        "address": "192.0.2.10/24",
        "MTU": "1400",
        "keys": KEY,
        "order": "before",
        "warnings": "",
        "marker": "/run/simple-init",
      }),
  );
  await t.step(
    "networkmanager: it is there and enabled, and so are the choices",
    () =>
      checkStack(networkmanager.tree, "NetworkManager.service", [
        "renderer=networkmanager",
        "no-dhcp-fallback",
      ]),
  );
  await t.step("networkd: it is enabled, with its resolver", () => {
    checkStack(networkd.tree, "systemd-networkd.service", ["renderer=networkd"]);
    assert.ok(exists(networkd.tree, "etc/systemd/system/sysinit.target.wants/systemd-resolved.service"));
  });
  await t.step("repo: the program was compiled from the repository", () => {
    assert.deepEqual(programOf(repo.tree), programOf(ifupdown.tree));
    assert.ok(!exists(repo.tree, "tmp/simple-init.git"));
  });
  await t.step("foreign: the shim and the executable each removed a file", () => {
    for (const name of ["eth0", "eth1"]) {
      assert.match(foreign.log, new RegExp(`^remove /etc/network/interfaces\\.d/${name}$`, "m"));
      assert.ok(!exists(foreign.tree, `etc/network/interfaces.d/${name}`));
    }
  });
}

function exists(tree: string, path: string): boolean {
  try {
    Deno.lstatSync(join(tree, path));
    return true;
  } catch {
    return false;
  }
}

function programOf(tree: string): Uint8Array {
  return Deno.readFileSync(join(tree, "usr/local/sbin/simple-init"));
}

/** The settings of the image that are not comments. */
function settings(tree: string): string[] {
  const text = Deno.readTextFileSync(join(tree, "etc/simple-init.conf"));
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

function checkIfupdown(tree: string): void {
  const text = (path: string) => Deno.readTextFileSync(join(tree, path));
  const { status, out } = execute("chroot", [tree, "/usr/local/sbin/simple-init", "version"]);
  assert.deepEqual([status, out], [0, `simple-init ${versionHere()}`]);
  assert.deepEqual(settings(tree), []);
  assert.match(text("etc/modules-load.d/simple-init.conf"), /^8021q\nbonding$/m);
  assert.match(text("etc/network/interfaces"), /^source \/etc\/network\/interfaces\.d\/\*$/m);
  assert.deepEqual([...Deno.readDirSync(join(tree, "etc/network/interfaces.d"))], []);
  assert.equal(text("etc/sysctl.conf"), "net.ipv4.ip_forward=1\n");
  for (
    const path of [
      "sbin/ifup",
      "etc/network/if-pre-up.d/ifenslave",
      "sbin/dhclient",
      "bin/ip",
      "etc/network/if-pre-up.d/vlan",
    ]
  ) {
    assert.ok(exists(tree, path), path);
  }
  assert.ok(exists(tree, "etc/systemd/system/multi-user.target.wants/networking.service"));
  for (
    const path of ["usr/bin/cloud-init", "lib/systemd/system/cloud-init.service", "etc/resolv.conf.ORIG"]
  ) {
    assert.ok(!exists(tree, path), path);
  }
  assert.deepEqual([...Deno.readDirSync(join(tree, "tmp"))], [], "nothing is left of the build");
}

function versionHere(): string {
  return /"([\d.]+)"/.exec(Deno.readTextFileSync(join(PROJECT, "lib/version.ts")))?.[1] ?? "";
}

/** The most that `systemd-analyze security` may find, in tenths. */
const MOST_EXPOSURE = 30;

function checkUnits(tree: string): void {
  const units = ["simple-init.service", "simple-init@.service"];
  const verified = execute("chroot", [
    tree,
    "systemd-analyze",
    "verify",
    units[0]!,
    "simple-init@eth0.service",
  ]);
  assert.deepEqual([verified.status, verified.out, verified.err], [0, "", ""]);
  for (const unit of units) {
    const args = ["security", "--offline=true", `--threshold=${MOST_EXPOSURE}`, "--no-pager"];
    const path = join(tree, "usr/lib/systemd/system", unit);
    assert.equal(Deno.readTextFileSync(path), textOf(`init-scripts/systemd/${unit}`));
    const { status, out } = execute("systemd-analyze", [...args, path]);
    assert.equal(status, 0, out.split("\n").at(-1));
  }
}

function checkStack(tree: string, unit: string, wanted: readonly string[]): void {
  assert.deepEqual(settings(tree).sort(), [...wanted].sort());
  assert.ok(exists(tree, `etc/systemd/system/multi-user.target.wants/${unit}`), unit);
  assert.ok(!exists(tree, "usr/sbin/ifup"), "the legacy stack was not installed");
  assert.ok(exists(tree, "etc/systemd/system/network-pre.target.wants/simple-init.service"));
}
