/** What is brought up by wicked and netifrc with a card that comes after the boot, by scripts whose tools only say what they are told. */
import assert from "node:assert/strict";
import type { Link } from "../../lib/network.ts";
import * as netifrc from "../../lib/stacks/netifrc/mod.ts";
import { TAKE_UP as BY_NETIFRC } from "../../lib/stacks/netifrc/take_up.ts";
import type { RenderedFile, RenderTarget } from "../../lib/stacks/stack.ts";
import * as wicked from "../../lib/stacks/wicked/mod.ts";
import { TAKE_UP as BY_WICKED } from "../../lib/stacks/wicked/take_up.ts";
import { bond, bridge, physical, port, vlan } from "../networks.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";
const TARGET: RenderTarget = {
  foreignInterfaces: undefined,
  hasResolvconf: false,
};

const bridgePort = (name: string, mac: string) => ({ ...physical(name, mac), bridge: "br0" });

/** Links, the devices that run before eth1 comes, and what each stack brings up then. */
const LATE: Readonly<
  Record<
    string,
    { links: readonly Link[]; running: readonly string[]; wicked: string; netifrc: readonly string[] }
  >
> = {
  "a card alone, beside names like its own": {
    links: [physical("eth1", B), physical("eth10", A), vlan("eth10", 5)],
    running: ["eth10", "eth10.5"],
    wicked: "ifup eth1",
    netifrc: ["start net.eth1"],
  },
  "the only port of a bond with VLANs": {
    links: [
      physical("eth0", A),
      port("eth1", B, "bond0"),
      bond("bond0", ["eth1"]),
      vlan("bond0", 5),
      vlan("bond0.5", 6),
    ],
    running: ["eth0"],
    wicked: "ifup eth1 bond0 bond0.5 bond0.5.6",
    netifrc: ["start net.eth1", "start net.bond0", "start net.bond0.5", "start net.bond0.5.6"],
  },
  "another port of a bond that runs": {
    links: [
      port("eth0", A, "bond0"),
      port("eth1", B, "bond0"),
      bond("bond0", ["eth0", "eth1"]),
      vlan("bond0", 5),
    ],
    running: ["eth0", "bond0", "bond0.5"],
    wicked: "ifup eth1 bond0 bond0.5",
    netifrc: [
      "start net.eth1",
      "link set dev eth1 down",
      "link set dev eth1 master bond0",
      "link set dev eth1 up",
    ],
  },
  "the first port of a bridge, with a VLAN on either": {
    links: [
      bridgePort("eth1", B),
      bridgePort("eth0", A),
      bridge("br0", ["eth1", "eth0"]),
      vlan("br0", 5),
      vlan("eth1", 6),
    ],
    running: ["eth0", "br0", "br0.5"],
    wicked: "ifup eth1 br0 br0.5 eth1.6",
    netifrc: [
      "start net.eth1",
      "link set dev eth1 down",
      "link set dev eth1 master br0",
      "link set dev eth1 up",
      "start net.eth1.6",
    ],
  },
};

/** The lines that a script writes in a directory with the files, whose programs are shell scripts. */
async function told(
  files: readonly RenderedFile[],
  programs: Readonly<Record<string, string>>,
  script: string,
): Promise<string[]> {
  const directory = Deno.makeTempDirSync();
  try {
    for (const { path, contents } of files) {
      Deno.writeTextFileSync(`${directory}/${path.slice(path.lastIndexOf("/") + 1)}`, contents);
    }
    Deno.mkdirSync(`${directory}/bin`);
    for (const [name, text] of Object.entries(programs)) {
      Deno.writeTextFileSync(`${directory}/bin/${name}`, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    }
    const here = script.replace(/^cd \S+/m, `cd ${directory}`).replaceAll(
      "/sys/class/net",
      `${directory}/sys`,
    );
    const env = { DIRECTORY: directory, PATH: `${directory}/bin:${Deno.env.get("PATH")}` };
    const { stdout, stderr } = await new Deno.Command("sh", { args: ["-c", here, "sh", "eth1"], env })
      .output();
    assert.equal(new TextDecoder().decode(stderr), "");
    return new TextDecoder().decode(stdout).trim().split("\n");
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}

/** A service that runs is not started; one that is makes its bond or bridge with the ports. */
const RC_SERVICE = (running: readonly string[]) => `
test "$1" = --ifstopped || echo "$@"
case " ${running.map((name) => `net.${name}`).join(" ")} " in *" $2 "*) exit 0;; esac
echo "$3 $2"
! grep -qE "^(slaves|bridge)_" "$2" || mkdir -p "$DIRECTORY/sys/eth1/master"`;

for (const [what, { links, running, ...wanted }] of Object.entries(LATE)) {
  Deno.test(`wicked: a late card is ${what}`, async () => {
    const { files } = wicked.render({ links }, TARGET);
    assert.deepEqual(await told(files, { wicked: 'echo "$@"' }, BY_WICKED), [wanted.wicked]);
  });

  Deno.test(`netifrc: a late card is ${what}`, async () => {
    const { files } = netifrc.render({ links }, TARGET);
    assert.deepEqual(
      await told(files, { "rc-service": RC_SERVICE(running), ip: 'echo "$@"' }, BY_NETIFRC),
      wanted.netifrc,
    );
  });
}
