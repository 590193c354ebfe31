import assert from "node:assert/strict";
import { dhcp, nic, phy, resolveDocument } from "../support/documents.ts";

const MAC = "52:54:00:00:00:0a";
const CARD = nic("eth0", MAC);

const servers = (count: number) => Array.from({ length: count }, (_, index) => `192.0.2.${index + 1}`);
const domains = (count: number) => Array.from({ length: count }, (_, index) => `d${index}.example`);

/** How many the drive has, and how many the link gets; what is said. */
const ROWS: readonly [given: [servers: number, domains: number], got: [number, number], said: string[]][] = [
  [[64, 64], [64, 64], []],
  [[65, 2], [64, 2], ["problem there are 65 name servers; the first 64 of them are used."]],
  [[2, 65], [2, 64], ["problem there are 65 search domains; the first 64 of them are used."]],
  [[65, 65], [64, 64], [
    "problem there are 65 name servers; the first 64 of them are used.",
    "problem there are 65 search domains; the first 64 of them are used.",
  ]],
];

for (const [given, got, said] of ROWS) {
  for (const place of ["the network", "all"]) {
    Deno.test(`resolve: ${given.join(" name servers, and search domains ")}, for ${place}`, () => {
      const dns = { dns_nameservers: servers(given[0]), dns_search: domains(given[1]) };
      const resolved = resolveDocument({
        links: [phy("a", MAC)],
        networks: [dhcp("a", place === "all" ? {} : dns)],
        ...(place === "all" ? dns : {}),
      }, [CARD]);
      const link = resolved.links.get("eth0")!;
      assert.deepEqual(link.nameServers.map(({ text }) => text), servers(got[0]));
      assert.deepEqual([link.searchDomains, resolved.said], [domains(got[1]), said]);
    });
  }
}

Deno.test("resolve: a card that the drive says nothing of gets the name servers for all", () => {
  const services = [{ type: "dns", address: "192.0.2.53" }];
  const { links } = resolveDocument({ links: [], networks: [], services }, [CARD]);
  assert.deepEqual(links.get("eth0")?.nameServers.map(({ text }) => text), ["192.0.2.53"]);
});
