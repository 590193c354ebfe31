import assert from "node:assert/strict";
import { editHosts, mainAddress } from "../../lib/apply/hosts.ts";
import type { Ip } from "../../lib/ip.ts";
import type { Link } from "../../lib/network.ts";
import { ip } from "../networks.ts";

const V4 = ip("192.0.2.7");
const V6 = ip("2001:db8::7");
const DEFAULT = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n";

/** `name` is `web.example.org` and the address 192.0.2.7, unless a row says otherwise. */
const HOSTS: readonly [
  what: string,
  before: string | undefined,
  after: string,
  name?: string,
  ip?: Ip | "unknown" | null,
][] = [
  [
    "an unknown address: our line stays",
    "192.0.2.1\tweb\t# simple-init\n",
    "192.0.2.1\tweb\t# simple-init\n",
    "web",
    "unknown",
  ],
  [
    "an unknown address: our line for another name",
    "192.0.2.1\told\t# simple-init\n",
    "127.0.1.1\tweb\t# simple-init\n",
    "web",
    "unknown",
  ],
  ["an unknown address: no line of ours", "", "127.0.1.1\tweb\t# simple-init\n", "web", "unknown"],
  ["no file", undefined, `${DEFAULT}192.0.2.7\tweb.example.org web\t# simple-init\n`],
  ["an empty file", "", "192.0.2.7\tweb.example.org web\t# simple-init\n"],
  [
    "another's lines stay",
    "127.0.0.1 localhost\n# mine\n",
    "127.0.0.1 localhost\n# mine\n192.0.2.7\tweb.example.org web\t# simple-init\n",
  ],
  [
    "no line end at the end",
    "127.0.0.1 localhost",
    "127.0.0.1 localhost\n192.0.2.7\tweb.example.org web\t# simple-init\n",
  ],
  ["a short name only", "", "192.0.2.7\tweb\t# simple-init\n", "web"],
  ["IPv6", "", "2001:db8::7\tweb\t# simple-init\n", "web", V6],
  ["no fixed address", "", "127.0.1.1\tweb\t# simple-init\n", "web", null],
  ["our line is right already", "192.0.2.7\tweb\t# simple-init\n", "192.0.2.7\tweb\t# simple-init\n", "web"],
  [
    "our line is outdated",
    "192.0.2.1\told\t# simple-init\n10.0.0.1 x\n",
    "10.0.0.1 x\n192.0.2.7\tweb\t# simple-init\n",
    "web",
  ],
  [
    "two lines of ours",
    "192.0.2.1\told\t# simple-init\n192.0.2.2\told\t# simple-init\n",
    "192.0.2.7\tweb\t# simple-init\n",
    "web",
  ],
  [
    "somebody added names to our line",
    "192.0.2.1\tweb.example.org web db www\t# simple-init\n",
    "192.0.2.7\tweb.example.org web db www\t# simple-init\n",
  ],
  [
    "somebody added names to our line, which was for another name",
    "192.0.2.1\told.example.org old db\t# simple-init\n",
    "192.0.2.7\tweb.example.org web db\t# simple-init\n",
  ],
  [
    "somebody added names to our line, and the address is unknown",
    "192.0.2.1\tweb.example.org web db\t# simple-init\n",
    "192.0.2.1\tweb.example.org web db\t# simple-init\n",
    "web.example.org",
    "unknown",
  ],
  [
    "a line that only speaks of us",
    "10.0.0.1 db # simple-init wrote this\n",
    "10.0.0.1 db # simple-init wrote this\n192.0.2.7\tweb\t# simple-init\n",
    "web",
  ],
  ["the operator's line has the name", "10.0.0.1\tweb other\n", "10.0.0.1\tweb other\n", "web"],
  ["… as an alias, with spaces", "  10.0.0.1   other web # mine\n", "  10.0.0.1   other web # mine\n", "web"],
  [
    "… beside one of ours, which goes",
    "10.0.0.1 web\n192.0.2.7\tweb\t# simple-init\n",
    "10.0.0.1 web\n",
    "web",
  ],
  [
    "the name in a comment is none",
    "#10.0.0.1 web\n",
    "#10.0.0.1 web\n192.0.2.7\tweb\t# simple-init\n",
    "web",
  ],
  [
    "the operator's line has the short name",
    "10.0.0.9\tweb\n",
    "10.0.0.9\tweb\n192.0.2.7\tweb.example.org\t# simple-init\n",
  ],
  [
    "the operator's line has the full name",
    "10.0.0.9\tweb.example.org\n192.0.2.7\tweb.example.org web\t# simple-init\n",
    "10.0.0.9\tweb.example.org\n",
  ],
  ["the loopback's name", DEFAULT, DEFAULT, "localhost"],
  ["the loopback's full name, where no line has it", "", "", "localhost.localdomain"],
  [
    "a name that the loopback's begins",
    "",
    "192.0.2.7\tlocalhost.example.org\t# simple-init\n",
    "localhost.example.org",
  ],
  ["the loopback's name of IPv6", "", "", "ip6-localhost"],
  [
    "the name as a part of another",
    "10.0.0.1 web2 my-web\n",
    "10.0.0.1 web2 my-web\n192.0.2.7\tweb\t# simple-init\n",
    "web",
  ],
];

for (const [what, before, after, name = "web.example.org", ip = V4] of HOSTS) {
  Deno.test(`editHosts: ${what}`, () => {
    const edited = editHosts(before, name, ip ?? undefined);
    assert.equal(edited, after);
    assert.equal(editHosts(edited, name, ip ?? undefined), after, "a second edit changes nothing");
  });
}

const DEFAULT_4 = { destination: { ip: ip("0.0.0.0"), length: 0 } };
const DEFAULT_6 = { destination: { ip: ip("::"), length: 0 } };
const ELSEWHERE = { destination: { ip: ip("0.0.0.0"), length: 1 } };
const OTHER_V4 = ip("198.51.100.10");

const ADDRESSES: readonly [
  what: string,
  links: readonly (readonly [addresses: readonly Ip[], routes: readonly unknown[]])[],
  expected: Ip | undefined,
][] = [
  ["none", [[[], []], [[], []]], undefined],
  ["IPv4 before IPv6, whatever the order", [[[V6], []], [[V4], []]], V4],
  ["IPv6 where there is no other", [[[], []], [[V6], []]], V6],
  ["that of the default route, wherever it stands", [[[OTHER_V4], []], [[V4], [DEFAULT_4]]], V4],
  [
    "the first where no link has a default route of its own",
    [[[OTHER_V4], [DEFAULT_6]], [[V4], []]],
    OTHER_V4,
  ],
  ["not that of a route elsewhere", [[[OTHER_V4], [ELSEWHERE]], [[V4], [DEFAULT_4]]], V4],
  ["not that of the other family's default route", [[[OTHER_V4], []], [[V6, V4], [DEFAULT_6]]], OTHER_V4],
];

for (const [what, list, expected] of ADDRESSES) {
  Deno.test(`mainAddress: ${what}`, () => {
    const links = list.map(([ips, routes]) =>
      ({ addresses: ips.map((ip) => ({ ip, length: 24 })), routes }) as unknown as Link
    );
    assert.equal(mainAddress({ links }), expected);
  });
}

/** Of the loopback in `/etc/hosts` as Debian and EL ship it. */
const OF_THE_LOOPBACK =
  "localhost localhost.localdomain localhost4 localhost4.localdomain4 localhost6 localhost6.localdomain6 ip6-localhost ip6-loopback"
    .split(" ");

for (const name of OF_THE_LOOPBACK) {
  Deno.test(`editHosts: ${name} is the loopback's, and is not mapped to an address of the network`, () => {
    assert.equal(editHosts("", name, V4), "");
  });
}
