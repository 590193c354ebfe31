import assert from "node:assert/strict";
import { join } from "@std/path";
import { boot, machine } from "../boot/_boot.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { layRoot, readCases } from "../support/cases.ts";
import { inTemporaryDirectory } from "../support/faults.ts";
import { runHere } from "../support/runner.ts";

/** A plan of a case, up to its changes. */
function planOf(name: string): string {
  return inTemporaryDirectory((at) => {
    const root = join(at, "root");
    layRoot(readCases().find((test) => test.name === name)!, root);
    const { out } = runHere(["plan", "--root", root, "--renderer", "networkd"]);
    return out.replaceAll(root, "ROOT").split("\n\nChanges", 1)[0]!;
  });
}

const BONDS = `Config drive  ROOT/mnt/config (network_data.json)
System        rocky 9.4
Stack         networkd, because it was asked for
resolv.conf   written by systemd-resolved, which networkd tells of name servers

Interfaces
  eth0  52:54:00:00:00:0a  $.links[0]  port of bond0, MTU 9000
  eth1  52:54:00:00:00:0b  $.links[1]  port of bond0, MTU 9000

Bonds, bridges and VLANs
  bond0      802.3ad bond of eth0 and eth1, up, no addresses, MTU 9000
  bond0.100  VLAN 100 on bond0, 192.0.2.10/24, 2001:db8::10/64, default via 192.0.2.1, default via 2001:db8::1 metric 100, MTU 9000, DNS 192.0.2.53 2001:db8::53 192.0.2.99
  bond0.200  VLAN 200 on bond0, 198.51.100.10/24, 2001:db8:200::10/48, 203.0.113.0/24 via 198.51.100.1, 2001:db8:ff00::/40 via 2001:db8:200::1, MTU 1500, DNS 198.51.100.53 192.0.2.99
  bond0.300  VLAN 300 on bond0, DHCP, DNS 192.0.2.99`;

const BRIDGES = `Config drive  ROOT/mnt/config (network_data.json)
System        debian 12
Stack         networkd, because it was asked for

Interfaces
  eth0  52:54:00:00:00:0a  $.links[0]  port of int

Bonds, bridges and VLANs
  eth0.5  VLAN 5 on eth0, port of ext
  eth0.6  VLAN 6 on eth0, 198.51.100.10/24
  int     bridge of eth0, 192.0.2.10/24
  ext     bridge of eth0.5, 203.0.113.10/24, default via 203.0.113.1`;

const IPV6 = `Config drive  ROOT/mnt/config (network_data.json)
System        debian 12
Stack         networkd, because it was asked for
resolv.conf   written by systemd-resolved, which networkd tells of name servers

Interfaces
  eth0  52:54:00:00:00:01  $.links[0]  SLAAC, MTU 1500
  eth1  52:54:00:00:00:02  $.links[1]  DHCPv6, MTU 1500
  eth2  52:54:00:00:00:03  $.links[2]  DHCP, SLAAC with DHCPv6 information, MTU 1500, DNS 2001:db8::53
  eth3  52:54:00:00:00:04  $.links[3]  DHCPv6, MTU 1500`;

const OPERATORS = `Config drive  ROOT/mnt/config (network_data.json)
System        debian 12
Stack         networkd, because it was asked for
resolv.conf   written by systemd-resolved, which networkd tells of name servers

Interfaces
  eth0  52:54:00:00:00:0a  $.links[0]  left to /etc/systemd/network/05-eth0.network
  eth1  52:54:00:00:00:0b  $.links[1]  left to /etc/systemd/network/10-simple-init-eth1.network
  eth2  52:54:00:00:00:0c  $.links[2]  203.0.113.10/24, MTU 1500, DNS 192.0.2.53`;

const OFF_LINK = `Config drive  ROOT/mnt/config (network_data.json)
System        debian 12
Stack         networkd, because it was asked for
resolv.conf   written by systemd-resolved, which networkd tells of name servers

Interfaces
  eth0  52:54:00:00:00:0a  $.links[0]  203.0.113.5/32, 2001:db8:5::5/128, default via 198.51.100.1 on the link, default via 2001:db8:ffff::1 on the link, MTU 1500, DNS 192.0.2.53 2001:db8::53`;

const CASES = {
  "lacp-bond-vlans-dual-stack": BONDS,
  "bridge-on-vlans": BRIDGES,
  "ipv6-address-modes": IPV6,
  "operator-owned-files": OPERATORS,
  "off-link-gateway": OFF_LINK,
};

for (const [name, expected] of Object.entries(CASES)) {
  Deno.test(`plan: the text of the case ${name}, up to its changes`, () =>
    assert.equal(planOf(name), expected));
}

const NO_DRIVE = `Config drive  none found
System        none-that-is-known
Stack         networkd, because it was asked for

Interfaces
  eth0  52:54:00:00:00:0a  the drive says nothing  DHCP by default
  eth1  52:54:00:00:00:0b  the drive says nothing  DHCP by default

Changes
create /etc/systemd/network/10-simple-init-eth0.network (0644)
@@ -0,0 +1,N @@
+# MARKER
+[Match]
+Name=eth0
+MACAddress=52:54:00:00:00:0a`;

const OWN_RECORD = "create /var/lib/simple-init/drive.json (0600)";

Deno.test("plan: the text without a drive, with the difference that each change makes", () => {
  const { out, status } = boot(machine(2), "--renderer networkd", "plan");
  const text = out.join("\n").replace(/# Written by .*/g, "# MARKER").replace(/\+1,\d+/g, "+1,N");
  assert.equal(text.slice(0, NO_DRIVE.length), NO_DRIVE);
  assert.equal(text.split("\ncreate ").length, 4);
  assert.ok(text.endsWith(`\n${OWN_RECORD}`), "of a record of its own a line, and no JSON");
  assert.equal(status, 0);
});

const NOTHING = `Config drive  none found
System        none-that-is-known
Stack         networkd, because it was asked for

Interfaces  none found

Changes  none`;

Deno.test("plan: the text where there is nothing to do", () => {
  assert.equal(boot(machine(0), "--renderer networkd", "plan").out.join("\n"), NOTHING);
});

const ALONE = `Interfaces
  eth0  52:54:00:00:00:0a  the drive says nothing  left alone

Changes
${OWN_RECORD}`;

Deno.test("plan: the text of an interface that gets nothing", () => {
  const { out } = boot(machine(1), "--renderer networkd --no-dhcp-fallback", "plan");
  assert.ok(out.join("\n").endsWith(`\n${ALONE}`), out.join("\n"));
});

const NAME_LINES = [
  "set the kernel's host name to web",
  "create /etc/hostname (0644)",
  "@@ -0,0 +1,1 @@",
  "+web",
];

Deno.test("plan: the text of a host name, of which the kernel's has no difference to show", () => {
  const metaData = {
    "/proc/sys/kernel/hostname": "localhost\n",
    "/mnt/config/openstack/latest/meta_data.json": '{"name": "web"}',
  };
  const { out } = boot(machine(0, undefined, metaData), "--renderer networkd", "plan");
  assert.equal(out[0], "Config drive  /mnt/config (no network in it)");
  for (const line of NAME_LINES) assert.ok(out.includes(line), line);
});

Deno.test("plan: which ifup and which DHCP client files are written for", () => {
  const root = { "/sbin/ifup": { link: "/bin/busybox" }, "/sbin/udhcpc": { link: "/bin/busybox" } };
  const words = ["plan", "--root", "/", "--renderer", "ifupdown"];
  const text = runHere(words, memorySystem(root)).out;
  assert.ok(
    text.includes(
      "\nStack         ifupdown, because it was asked for\nPrograms      busybox's ifup and udhcpc\n",
    ),
    text,
  );
  const { programs } = JSON.parse(runHere([...words, "--format", "json"], memorySystem(root)).out);
  assert.equal(programs, "busybox's ifup and udhcpc");
});
