import assert from "node:assert/strict";
import { parseMac } from "../../lib/mac.ts";
import { parseHostName } from "../../lib/host_name.ts";
import { parseIp } from "../../lib/ip.ts";
import { nic, readDocument, resolveDocument } from "../support/documents.ts";
import { parseDocument } from "../../lib/config_drive/documents.ts";
import { Place, type Problem } from "../../lib/problem.ts";

const MAC = "52:54:00:00:00:01";

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

Deno.test("limits: of a list that is too long the first items count", () => {
  const links = times(8193, (index) => ({ id: `l${index}`, ethernet_mac_address: MAC }));
  const { data, said } = readDocument({ links, networks: [] });
  assert.equal(data?.links.length, 8192);
  assert.deepEqual(said, [
    "problem $.links: 8193 items are more than the 8192 that can be here; the first of them are used.",
  ]);
});

Deno.test("limits: a list may be as long as that", () => {
  const links = times(8192, (index) => ({ id: `l${index}`, ethernet_mac_address: MAC }));
  const { data, said } = readDocument({ links, networks: [] });
  assert.deepEqual([data?.links.length, said], [8192, []]);
});

Deno.test("limits: of items that are not read no key is spoken of", () => {
  const links = times(8194, (index) => ({ id: `l${index}`, ethernet_mac_address: MAC }));
  for (const at of [8191, 8192, 8193]) Object.assign(links[at]!, { [`key${at}`]: 1 });
  const { said } = readDocument({ links, networks: [] });
  assert.deepEqual(said.filter((text) => text.includes("known key")), [
    'note $.links[8191].key8191: "key8191" is not a known key of a link; it is ignored.',
  ]);
});

Deno.test("limits: of too many problems the last says that there are more", () => {
  const problems: Problem[] = [];
  const place = Place.ofFile("f", problems);
  for (let index = 0; index < 20_000; index++) place.in(`$[${index}]`).note("m", "a", "key-unknown");
  assert.equal(problems.length, 10_001);
  assert.deepEqual(problems.at(-1), {
    severity: "problem",
    file: "f",
    path: "",
    message: "there are more than 10000 problems and notes",
    action: "the others are not listed",
    code: "messages-too-many",
  });
});

Deno.test("limits: of many name servers the first count, those of networks before those for all", () => {
  const dns = (start: number, count: number) =>
    times(count, (index) => ({ type: "dns", address: `192.0.${start}.${index + 1}` }));
  const { links, said } = resolveDocument({
    links: [{ id: "a", ethernet_mac_address: MAC }],
    networks: [{ link: "a", type: "ipv4_dhcp", services: dns(1, 60) }],
    services: dns(2, 60),
  }, [nic("eth0", MAC)]);
  const servers = links.get("eth0")!.nameServers.map(({ text }) => text);
  assert.equal(servers.length, 64);
  assert.deepEqual([servers[59], servers[60], servers[63]], ["192.0.1.60", "192.0.2.1", "192.0.2.4"]);
  assert.deepEqual(said, ["problem there are 120 name servers; the first 64 of them are used."]);
});

Deno.test("limits: what is far too long is refused without being taken apart", () => {
  const long = 4_000_000;
  const started = performance.now();
  for (const parse of [parseIp, parseMac, parseHostName]) {
    for (const text of ["1.", "1:", "-", "a.", "_"]) assert.equal(parse(text.repeat(long)), undefined);
  }
  // Taking them apart costs ten times as much.
  assert.ok(performance.now() - started < 2000);
});

Deno.test("documents: a byte order mark does not matter", () => {
  assert.deepEqual(parseDocument("meta_data.json", '\ufeff{"name":"m"}'), {
    state: "read",
    value: { name: "m" },
  });
});
