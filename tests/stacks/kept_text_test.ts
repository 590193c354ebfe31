/** What is written for a card that leads to a root file system on the network, word by word. */
import assert from "node:assert/strict";
import type { PhysicalLink } from "../../lib/network.ts";
import { keptStanza } from "../../lib/stacks/ifupdown/kept.ts";
import { dnsFile } from "../../lib/stacks/networkmanager/kept.ts";
import { ip, physical, prefix, route, vlan } from "../networks.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";

Deno.test("kept up: ifupdown's stanza", () => {
  const link = physical("eth0", A, {
    carriesRoot: true,
    mtu: 1400,
    addresses: ["192.0.2.9/24", "2001:db8::9/64"].map(prefix),
    nameServers: [ip("192.0.2.53")],
    searchDomains: ["example.com"],
    routes: [route("198.51.100.0/24", "192.0.2.1")],
  });
  const vlans = [vlan("eth0", 5, { name: "eth0.6" }), vlan("eth0", 7)];
  assert.equal(
    keptStanza(link, { vlans }),
    `iface eth0 inet manual
    pre-up ip link set dev eth0 mtu 1400 || true
    pre-up [ -d /sys/class/net/eth0.6 ] || ip link add link eth0 name eth0.6 type vlan id 5 || true
    up ip addr replace 192.0.2.9/24 dev eth0 || true
    up ip addr replace 2001:db8::9/64 dev eth0 || true
    up ip route add 198.51.100.0/24 via 192.0.2.1 dev eth0 || true
    dns-nameservers 192.0.2.53
    dns-search example.com
no-auto-down eth0
`,
  );
});

Deno.test("kept up: NetworkManager's own file, without domains and with some", () => {
  const contents = [[], ["a.example"]].map((searchDomains) => {
    const card = physical("eth0", A, { carriesRoot: true, nameServers: [ip("192.0.2.53")], searchDomains });
    return dnsFile({ links: [card] })[0]!.contents;
  });
  const servers = "[global-dns-domain-*]\nservers=192.0.2.53\n";
  assert.deepEqual(contents, [
    `[global-dns]\n\n${servers}`,
    `[global-dns]\nsearches=a.example\n\n${servers}`,
  ]);
});

const SERVERS = { nameServers: [ip("192.0.2.53"), ip("2001:db8::53")] };
const DOMAINS = { searchDomains: ["a.example", "b.example"] };
const ROOT = { carriesRoot: true } as const;

/** What the drive says of the card that leads to the root, and of another one; and the lines of NetworkManager's own file. */
const ROWS: readonly (readonly [
  card: Partial<PhysicalLink>,
  other: Partial<PhysicalLink>,
  lines: string | undefined,
])[] = [
  [{ ...ROOT, ...SERVERS }, {}, "servers=192.0.2.53,2001:db8::53"],
  [{ ...ROOT, ...SERVERS, ...DOMAINS }, {}, "searches=a.example,b.example servers=192.0.2.53,2001:db8::53"],
  [{ ...ROOT, ...DOMAINS }, SERVERS, "searches=a.example,b.example servers=192.0.2.53,2001:db8::53"],
  [{ ...ROOT, ...DOMAINS }, {}, undefined],
  [ROOT, { ...SERVERS, ...DOMAINS }, undefined],
  [ROOT, {}, undefined],
  [{ ...SERVERS, ...DOMAINS }, {}, undefined],
];

for (const [card, other, lines] of ROWS) {
  Deno.test(`kept up: NetworkManager's own file with ${[card, other].map((more) => Object.keys(more).join()).join(" and ")}`, () => {
    const files = dnsFile({ links: [physical("eth0", A, card), physical("eth1", B, other)] });
    const found = files.map(({ contents }) => contents.match(/^(?:searches|servers)=.*$/gm)?.join(" "));
    assert.deepEqual(found, lines === undefined ? [] : [lines]);
    for (const { path, mode } of files) {
      assert.deepEqual([path, mode], ["/etc/NetworkManager/conf.d/90-simple-init-dns.conf", 0o644]);
    }
  });
}
