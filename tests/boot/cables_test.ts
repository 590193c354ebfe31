import assert from "node:assert/strict";
import type { StackName } from "../../lib/stacks/stack.ts";
import { boot, type Files, machine, phy, STACKS } from "./_boot.ts";

const NO_CABLE: Files = { "/sys/class/net/eth0/carrier": "0\n" };
const FLAGS = "/sys/class/net/eth0/flags";

/** The stacks whose DHCP client holds up the boot where there is no cable. */
const HELD_UP: readonly StackName[] = ["ifupdown", "netifrc", "network-scripts"];

for (const stack of STACKS) {
  const waits = HELD_UP.includes(stack);
  Deno.test(`boot: ${stack}, ${waits ? "for which a cable is waited for" : "which needs no wait for a cable"}`, () => {
    const system = machine(1, undefined, NO_CABLE);
    assert.equal(boot(system, `--renderer ${stack}`).status, 0);
    assert.equal(system.now(), waits ? 5000 : 0);
    assert.equal(
      system.readText(FLAGS),
      waits ? "0x1003" : "0x1002\n",
      "brought up, as only then there is a carrier",
    );
  });
}

const STATIC = {
  links: [phy(0)],
  networks: [{ id: "n", link: "nic0", type: "ipv4", ip_address: "192.0.2.10", netmask: "255.255.255.0" }],
};

const WAITS: readonly [
  what: string,
  waits: boolean,
  words: string,
  document?: object | undefined,
  more?: Files,
][] = [
  ["the stack that is found", true, "", undefined, { "/sbin/ifup": "", "/etc/network/interfaces": "" }],
  ["another stack that is found", false, "", undefined, { "/usr/sbin/NetworkManager": "" }],
  ["a cable that is there", false, "--renderer ifupdown", undefined, {
    "/sys/class/net/eth0/carrier": "1\n",
  }],
  ["an interface that the drive configures", false, "--renderer ifupdown", STATIC],
  ["no DHCP by default", false, "--renderer ifupdown --no-dhcp-fallback"],
  ["no network wanted", false, "--renderer ifupdown --no-network"],
  ["this interface alone", true, "--renderer ifupdown --interface eth0"],
  ["another interface alone", false, "--renderer ifupdown --interface eth1"],
  ["another root", false, "--renderer ifupdown --root /r", undefined, {
    "/r/sys/class/net/eth0/address": "52:54:00:00:00:0a\n",
    "/r/sys/class/net/eth0/addr_assign_type": "0\n",
    "/r/sys/class/net/eth0/carrier": "0\n",
  }],
];

for (const [what, waits, words, document, more = {}] of WAITS) {
  Deno.test(`boot: with ${what} a cable is ${waits ? "waited for" : "not waited for"}`, () => {
    const cable = { "/sys/class/net/eth1/carrier": "1\n" };
    const system = machine(2, document, { ...NO_CABLE, ...cable, ...more });
    assert.equal(boot(system, words).status, 0);
    assert.equal(system.now(), waits ? 5000 : 0);
  });
}

Deno.test("boot: what is written is what is known after the wait", () => {
  const system = machine(1, undefined, NO_CABLE);
  const sleep = (ms: number) => {
    system.sleep(ms);
    if (system.now() >= 1000) system.entries.set("/sys/class/net/eth0/carrier", "1\n");
  };
  assert.equal(boot({ ...system, sleep }, "--renderer ifupdown").status, 0);
  assert.equal(system.now(), 1000);
  assert.match(system.readText("/etc/network/interfaces.d/10-simple-init-eth0") ?? "", /^auto eth0$/m);
});

Deno.test("plan: no interface is brought up, and no cable is waited for", () => {
  const system = machine(1, undefined, NO_CABLE);
  assert.equal(boot(system, "--renderer ifupdown", "plan").status, 0);
  assert.equal(system.now(), 0);
  assert.equal(system.readText(FLAGS), "0x1002\n");
});
