import assert from "node:assert/strict";
import { readDocument, readNetwork } from "../support/documents.ts";

const V4 = { type: "ipv4", ip_address: "192.0.2.1", netmask: "255.255.255.0" };

Deno.test("name servers: of routes, then of the network, then of all", () => {
  const dns = (address: string) => [{ type: "dns", address }];
  const { data } = readDocument({
    links: [],
    networks: [{
      link: "a",
      ...V4,
      services: dns("192.0.2.2"),
      routes: [{ network: "10.0.0.0/8", gateway: "192.0.2.254", services: dns("192.0.2.1") }],
    }],
    services: dns("192.0.2.3"),
  });
  assert.deepEqual(data?.networks[0]?.nameServers.map(({ text }) => text), ["192.0.2.1", "192.0.2.2"]);
  assert.deepEqual(data?.nameServers.map(({ text }) => text), ["192.0.2.3"]);
});

const DNS: readonly [
  what: string,
  fields: object,
  servers: readonly string[],
  domains: readonly string[],
  said?: readonly string[],
][] = [
  [
    "a list of servers",
    { dns_nameservers: ["192.0.2.53", "2001:DB8::53"] },
    ["192.0.2.53", "2001:db8::53"],
    [],
  ],
  ["a text", { dns_nameservers: "192.0.2.53" }, ["192.0.2.53"], []],
  ["a text of several", { dns_nameservers: "192.0.2.53, 192.0.2.54" }, ["192.0.2.53", "192.0.2.54"], []],
  [
    "beside services, which are first",
    { services: [{ type: "dns", address: "192.0.2.1" }], dns_nameservers: ["192.0.2.2"] },
    ["192.0.2.1", "192.0.2.2"],
    [],
  ],
  ["services with several", { services: [{ type: "dns", address: "192.0.2.53,192.0.2.54" }] }, [
    "192.0.2.53",
    "192.0.2.54",
  ], []],
  ["a service with a list", { services: [{ type: "dns", address: ["192.0.2.53", "192.0.2.54"] }] }, [
    "192.0.2.53",
    "192.0.2.54",
  ], []],
  [
    "neutron's words for none",
    {
      services: ["0.0.0.0", "::", "0:0::0", " 0.0.0.0 ", " ::", "", null].map((address) => ({
        type: "dns",
        address,
      })),
      dns_nameservers: ["0.0.0.0", "", null],
      dns_search: "",
    },
    [],
    [],
  ],
  ["domains", { dns_search: ["Example.ORG.", "_x.a-b.example"], search: "example.net" }, [], [
    "example.org",
    "_x.a-b.example",
    "example.net",
  ]],
  ["domains in a text", { dns_search: "a.example b.example" }, [], ["a.example", "b.example"]],
  ["no domain to search", { search: "." }, [], []],
  [
    "what is none",
    { dns_nameservers: ["resolver", 5, "127.0.0.1"], dns_search: ["a b;c", {}, "-x", "10"] },
    [],
    [
      "a",
    ],
    [
      'problem $.networks[0].dns_nameservers[0]: "resolver" is not the IP address of a name server; it is left out.',
      "problem $.networks[0].dns_nameservers[1]: 5 is not the IP address of a name server; it is left out.",
      'problem $.networks[0].dns_nameservers[2]: "127.0.0.1" is not the IP address of a name server; it is left out.',
      'problem $.networks[0].dns_search[0]: "b;c" is not the name of a domain; it is left out.',
      "problem $.networks[0].dns_search[1]: an object is not the name of a domain; it is left out.",
      'problem $.networks[0].dns_search[2]: "-x" is not the name of a domain; it is left out.',
      'problem $.networks[0].dns_search[3]: "10" is not the name of a domain; it is left out.',
    ],
  ],
];

for (const [what, fields, servers, domains, said = []] of DNS) {
  Deno.test(`DNS of a network: ${what}`, () => {
    const read = readNetwork({ ...V4, ...fields });
    assert.deepEqual(read.said, said);
    assert.deepEqual(read.network?.nameServers.map(({ text }) => text), servers);
    assert.deepEqual(read.network?.searchDomains, domains);
  });
}

Deno.test("DNS at top level is for all", () => {
  const { data } = readDocument({
    links: [],
    networks: [],
    dns_nameservers: ["192.0.2.1"],
    search: ["a.example"],
  });
  assert.deepEqual([data?.nameServers.map(({ text }) => text), data?.searchDomains], [["192.0.2.1"], [
    "a.example",
  ]]);
});
