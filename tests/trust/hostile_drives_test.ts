import assert from "node:assert/strict";
import type { NetworkConfig } from "../../lib/network.ts";
import { stackOf } from "../../lib/stacks/mod.ts";
import type { RenderedFile, StackName } from "../../lib/stacks/stack.ts";
import { ip, physical, prefix, route } from "../networks.ts";
import { judge } from "./hostile_drives_judge.ts";
import { unexplained } from "./hostile_drives_lines.ts";
import { mutate } from "./hostile_drives_mutate.ts";
import { randomFrom } from "./hostile_drives_random.ts";
import { search } from "./hostile_drives_search.ts";
import { readSeeds } from "./hostile_drives_seeds.ts";

const NETWORK: NetworkConfig = {
  links: [physical("eth0", "52:54:00:00:00:01", {
    addresses: [prefix("192.0.2.7/24")],
    routes: [route("0.0.0.0/0", "192.0.2.1")],
    nameServers: [ip("192.0.2.53")],
  })],
};
const TARGET = { foreignInterfaces: undefined, hasResolvconf: true };

/** Files of a stack with a line more in the first. */
function withLine(files: readonly RenderedFile[], line: string): RenderedFile[] {
  return files.map((file, index) =>
    index === files.length - 1 ? { ...file, contents: `${file.contents}${line}\n` } : file
  );
}

const PLANTED: readonly [name: StackName, line: string][] = [
  ["networkd", "DNS=203.0.113.99"],
  ["networkd", "Address=203.0.113.99/24"],
  ["networkd", "IPForward=yes"],
  ["networkd", "Name=eth0 eth9"],
  ["ifupdown", "    up reboot"],
  ["ifupdown", "    up ip route add default via 203.0.113.99 dev eth0 || true"],
  ["ifupdown", "    address $(reboot)/24"],
];

for (const [name, line] of PLANTED) {
  Deno.test(`unexplained: ${name} with ${line.trim()}`, () => {
    const { files } = stackOf(name).code().render(NETWORK, TARGET);
    assert.deepEqual(unexplained(name, files, NETWORK, new Set()), []);
    assert.equal(unexplained(name, withLine(files, line), NETWORK, new Set()).length, 1);
  });
}

Deno.test("unexplained: netplan with addresses that YAML has to quote", () => {
  const network: NetworkConfig = {
    links: [physical("eth0", "52:54:00:00:00:01", {
      addresses: [prefix("2001:db8:0:1::7/64")],
      routes: [route("::/0", "2001:db8:0:1:2::")],
      nameServers: [ip("2001:db8:0:1:3::")],
    })],
  };
  const { files } = stackOf("netplan").code().render(network, TARGET);
  assert.match(files[0]!.contents, /via: '2001:db8:0:1:2::'\n[^]*- '2001:db8:0:1:3::'\n/);
  assert.deepEqual(unexplained("netplan", files, network, new Set()), []);
});

Deno.test("unexplained: a file that is none of the renderer's", () => {
  const file: RenderedFile = { path: "/etc/passwd", contents: "", mode: 0o644 };
  assert.deepEqual(unexplained("networkd", [file], NETWORK, new Set()), [
    'networkd writes "/etc/passwd", which is none of its files',
  ]);
});

Deno.test("judge: an exception is a fault", () => {
  const [{ drive }] = readSeeds() as [ReturnType<typeof readSeeds>[number]];
  const { faults } = judge(drive, { interfaces: [undefined] } as never);
  assert.match(faults[0] ?? "", /^it throws TypeError/);
});

Deno.test("judge: the drives of the cases have no fault", () => {
  for (const { drive, machine } of readSeeds()) assert.deepEqual(judge(drive, machine).faults, []);
});

Deno.test("search: the same seed tries the same, and each seed something else", () => {
  const [one, again, other] = [search(1, 40, () => {}), search(1, 40, () => {}), search(2, 40, () => {})];
  assert.deepEqual(one.kinds, again.kinds);
  assert.notDeepEqual(one.kinds, other.kinds);
  // Without the drives, whose comparison takes all of a machine's memory.
  assert.deepEqual([...one.faults, ...other.faults].map(({ fault }) => fault), []);
});

Deno.test("mutate: most mutants are JSON, and some are not", () => {
  const [{ drive }] = readSeeds() as [ReturnType<typeof readSeeds>[number]];
  const random = randomFrom(3);
  const isJson = (bytes: Uint8Array) => {
    try {
      return JSON.parse(new TextDecoder().decode(bytes)) !== undefined;
    } catch {
      return false;
    }
  };
  const good = Array.from({ length: 300 }, () => [...mutate(random, drive, drive).values()].every(isJson))
    .filter((all) => all).length;
  assert.ok(good > 150 && good < 295, `${good} of 300`);
});
