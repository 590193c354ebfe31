import assert from "node:assert/strict";
import { makePlan } from "../../lib/plan/plan.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { memorySystem } from "../../lib/system/memory.ts";

/** The releases on both sides of each change of a distribution's stack, and distributions that only one rule is about. */
const RELEASES: readonly [id: string, version: string, like: string, stack: StackName][] = [
  ["amzn", "2018.03", "rhel fedora", "network-scripts"],
  ["amzn", "2", "centos rhel fedora", "network-scripts"],
  ["amzn", "2023", "fedora", "networkd"],
  ["ol", "7.9", "fedora", "network-scripts"],
  ["ol", "8.0", "fedora", "networkmanager"],
  ["rhel", "7.9", "fedora", "network-scripts"],
  ["rhel", "8.0", "fedora", "networkmanager"],
  ["sles", "15.7", "suse", "wicked"],
  ["sles", "16.0", "suse", "networkmanager"],
  ["sles", "12.5", "", "wicked"],
  ["opensuse-leap", "15.6", "suse opensuse", "wicked"],
  ["opensuse-leap", "16.0", "suse opensuse", "networkmanager"],
  ["sle-micro", "5.5", "suse", "networkmanager"],
  ["sl-micro", "6.1", "suse", "networkmanager"],
  ["ubuntu", "16.04", "debian", "ifupdown"],
  ["ubuntu", "17.04", "debian", "ifupdown"],
  ["ubuntu", "17.10", "debian", "netplan"],
  ["ubuntu", "18.04", "debian", "netplan"],
  ["openEuler", "22.03", "", "networkmanager"],
  ["flatcar", "3975.2.1", "coreos", "networkd"],
];

for (const [id, version, like, stack] of RELEASES) {
  Deno.test(`boot: ${id} ${version} with nothing installed gets ${stack}`, () => {
    const text = `ID=${id}\nVERSION_ID="${version}"\nID_LIKE="${like}"\n`;
    const { stack: chosen, reason } =
      makePlan(memorySystem({ "/r/etc/os-release": text }), { root: "/r" }).choice;
    assert.equal(chosen, stack);
    assert.match(reason, /^no network stack is installed, and (?!none is known)/);
  });
}
