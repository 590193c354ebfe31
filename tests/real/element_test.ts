/** The element, built by real diskimage-builder from a Debian root. As root; about two minutes. */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { execute } from "../support/binary.ts";
import { type Build, endOf } from "../support/dib.ts";
import { newestDib } from "../support/neighbours/mod.ts";
import { PROJECT, textOf } from "../element/files.ts";
import { bootContainer, type Init, KEY, SYSTEMD } from "./_dib_boot.ts";
import { buildAll, inWorkshop, type Job } from "./_dib_builds.ts";
import { bytesOf, difference, programHere, writeElements, writeRepository } from "./_dib_elements.ts";

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
  "+ usr/lib/systemd/system/simple-init-drive.service",
  "+ usr/lib/systemd/system/simple-init.service",
  "+ usr/lib/systemd/system/simple-init@.service",
  "+ usr/lib/udev/rules.d/85-simple-init.rules",
  "+ usr/local/bin/glean",
  "+ usr/local/sbin/simple-init",
  "+ usr/local/sbin/simple-init.sh",
];
/** … and what others had left: a card's name, a delay, the build host's name servers, links to a cloud-init that is gone. */
const CHANGED = [
  "! etc/sysctl.conf",
  "- etc/network/interfaces.d/eth0",
  "- etc/resolv.conf",
  ...["cloud-config.service", "cloud-final.service", "cloud-init-hotplugd.socket", "cloud-init-local.service"]
    .map((name) => `- etc/systemd/system/cloud-init.target.wants/${name}`),
  "- etc/systemd/system/cloud-init.target.wants/cloud-init.service",
];

const MOST_BYTES = 2 * 1024 * 1024;

/** What diskimage-builder leaves of itself in an image, and what its newest release has otherwise. */
const DIBS_OWN = [
  "! usr/local/bin/package-installs-squash",
  "! usr/local/bin/package-installs-v2",
  "! usr/local/bin/pkg-map",
  "! usr/share/pkg-map/cache-url",
  "+ usr/share/pkg-map/install-static",
];

/** An image of the root and an element of our name. */
function job(from: string, variables: Readonly<Record<string, string>> = {}): Job {
  return { from, wanted: ["prepared-root", "simple-init"], variables };
}

Deno.test("element: images built by diskimage-builder", (t) =>
  inWorkshop(async (workshop) => {
    const elements = writeElements(join(workshop.directory, "elements"));
    const images = await buildAll(workshop, {
      baseline: job(elements.baseline, { DIB_SIMPLE_INIT_ENGINE: "simple-init" }),
      ifupdown: job(elements.ours),
      newest: { ...job(elements.ours), programs: await newestDib() },
      networkmanager: job(elements.ours, {
        DIB_SIMPLE_INIT_NETWORKMANAGER: "1",
        DIB_SIMPLE_INIT_NO_DHCP_FALLBACK: "1",
      }),
      networkd: job(elements.ours, { DIB_SIMPLE_INIT_RENDERER: "networkd" }),
      netplan: job(elements.ours, { DIB_SIMPLE_INIT_RENDERER: "netplan" }),
      repo: job(elements.bare, {
        DIB_INSTALLTYPE_simple_init: "repo",
        DIB_REPOLOCATION_simple_init: await writeRepository(join(workshop.directory, "repository")),
      }),
      foreign: { from: elements.foreign, wanted: ["prepared-root", "foreign"] },
    });
    for (const [name, { status, log }] of Object.entries(images)) {
      await t.step(`${name}: it builds`, () => assert.equal(status, 0, endOf(log)));
    }
    // Before one of the two has booted.
    await t.step("newest: diskimage-builder's newest release makes the same image", async () => {
      assert.deepEqual(await difference(images.ifupdown.tree, images.newest.tree), DIBS_OWN);
    });
    await checkDefault(t, images.baseline, images.ifupdown);
    await checkStacks(t, images);
    for (const [name, { tree }] of Object.entries(images).filter(([name]) => OURS.includes(name))) {
      await t.step(`${name}: nothing is in the way of its network`, () => {
        const { status, out, err } = execute(programHere(), ["hook", "check", "--root", tree]);
        assert.deepEqual([status, out, err], [0, "", ""]);
      });
    }
    await t.step("repo: the program was compiled from the repository", () => {
      assert.deepEqual(programOf(images.repo.tree), programOf(images.ifupdown.tree));
      assert.ok(!exists(images.repo.tree, "tmp/simple-init.git"));
    });
    await t.step("foreign: the shim and the executable each removed a file", () => {
      const { log, tree } = images.foreign;
      for (const name of ["eth0", "eth1"]) {
        assert.match(log, new RegExp(`^remove /etc/network/interfaces\\.d/${name}$`, "m"));
        assert.ok(!exists(tree, `etc/network/interfaces.d/${name}`));
      }
    });
  }));

const OURS: readonly string[] = ["ifupdown", "newest", "networkmanager", "networkd", "netplan", "repo"];

async function checkDefault(t: Deno.TestContext, baseline: Build, { tree }: Build): Promise<void> {
  await t.step("ifupdown: these files are ours, and nothing else", async () => {
    const changes = await difference(baseline.tree, tree);
    assert.deepEqual(changes, [...CHANGED, ...ADDED].sort());
    const bytes = bytesOf(tree, changes);
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
  });
  await t.step("ifupdown: what the files say", () => checkIfupdown(tree));
  await t.step("ifupdown: systemd takes the units", () => checkUnits(tree));
  await t.step(
    "ifupdown: it boots with these units",
    async () =>
      assert.deepEqual(await bootContainer(tree, FIRST_BOOT), {
        "boot unit": "success",
        "hot plug unit": "success",
        "kernel name": "web",
        "address": "192.0.2.10/24",
        "MTU": "1400",
        "keys": KEY,
        "netplan": "",
        "order": "before",
        "warnings": "",
        "marker": "/run/simple-init",
        "late drive": "success\n192.0.2.11/24",
        "units of the other stack": "disabled\ndisabled\ndisabled\ndisabled\ninactive",
      }),
  );
}

const NETWORKD = "systemd-networkd.service";
const WITH_NETWORKD =
  "systemd-networkd.socket systemd-networkd-wait-online.service systemd-network-generator.service";

/** The element sysprep leaves this, by which systemd enables units by their presets (machine-id(5)). */
const FIRST_BOOT: Init = {
  ...SYSTEMD,
  questions: {
    ...SYSTEMD.questions,
    "units of the other stack":
      `systemctl is-enabled ${NETWORKD} ${WITH_NETWORKD}; systemctl is-active ${NETWORKD}`,
  },
  layReport: (tree) => {
    SYSTEMD.layReport(tree);
    Deno.writeTextFileSync(join(tree, "etc/machine-id"), "uninitialized\n");
  },
};

async function checkStacks(
  t: Deno.TestContext,
  images: Readonly<Record<"networkmanager" | "networkd" | "netplan", Build>>,
): Promise<void> {
  await t.step("networkmanager: it is there and enabled, and so are the choices", () => {
    const wanted = ["renderer=networkmanager", "no-dhcp-fallback"];
    checkStack(images.networkmanager.tree, "NetworkManager.service", wanted);
  });
  for (const [name, booted] of NETWORKD_STACKS) {
    await t.step(`${name}: systemd-networkd is enabled, with its resolver`, async () => {
      const { tree } = images[name];
      checkStack(tree, NETWORKD, [`renderer=${name}`]);
      assert.ok(exists(tree, "etc/systemd/system/sysinit.target.wants/systemd-resolved.service"));
      assert.equal(Deno.readLinkSync(join(tree, "etc/resolv.conf")), STUB);
      const { "boot unit": unit, address, netplan, keys, "late drive": late } = await bootContainer(tree);
      assert.deepEqual({ unit, address, netplan, keys, late }, { unit: "success", keys: KEY, ...booted });
    });
  }
}

/**
 * netplan looks for the card by the address that it was made with, and a container's card has none; so its generator's
 * file has to do.
 */
const NETWORKD_STACKS = [
  ["networkd", { address: "192.0.2.10/24", netplan: "", late: "success\n192.0.2.11/24" }],
  ["netplan", { address: "", netplan: "Address=192.0.2.10/24", late: "success" }],
] as const;

const STUB = "../run/systemd/resolve/stub-resolv.conf";

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

/** Ordered as the unit of ironic's agent is, which is otherwise none of the early ones: there must be no circle. */
const AGENT = `[Unit]
Wants=network-pre.target
Before=network-pre.target
After=local-fs.target
[Service]
Type=oneshot
ExecStart=/bin/true
[Install]
WantedBy=multi-user.target
`;

function checkAgentOrder(tree: string): void {
  const unit = "ironic-agent-resolve-config-drive.service";
  const path = join(tree, "etc/systemd/system", unit);
  Deno.writeTextFileSync(path, AGENT);
  const words = ["systemd-analyze", "verify", "--man=no", unit, "simple-init.service", "multi-user.target"];
  const { status, out, err } = execute("chroot", [tree, ...words]);
  Deno.removeSync(path);
  assert.deepEqual([status, out, err], [0, "", ""]);
}

/** The most that `systemd-analyze security` may find, in tenths. */
const MOST_EXPOSURE = 30;

function checkUnits(tree: string): void {
  const units = [
    "simple-init.service",
    "simple-init-drive.service",
    "simple-init@.service",
  ];
  const verified = execute("chroot", [
    tree,
    "systemd-analyze",
    "verify",
    "simple-init.service",
    "simple-init-drive.service",
    "simple-init@eth0.service",
  ]);
  assert.deepEqual([verified.status, verified.out, verified.err], [0, "", ""]);
  checkAgentOrder(tree);
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
