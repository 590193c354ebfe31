/** Which files bring the drive's name servers to programs under each stack, by how that is done on the machine. */
import assert from "node:assert/strict";
import type { PhysicalLink } from "../../lib/network.ts";
import { stackOf, STACKS } from "../../lib/stacks/mod.ts";
import type { DnsOwner, Stack } from "../../lib/stacks/stack.ts";
import { ip, physical } from "../networks.ts";

const OWNERS: readonly (readonly [owner: DnsOwner, path: string | undefined])[] = [
  [{ writer: "simple-init", how: "file" }, "/etc/resolv.conf"],
  [{ writer: "systemd-resolved", how: "drop-in" }, "/etc/systemd/resolved.conf.d/simple-init.conf"],
  [{ writer: "systemd-resolved", how: "stack" }, undefined],
  [{ writer: "somebody", how: "none" }, undefined],
];

const PATHS = OWNERS.flatMap(([, path]) => path ?? []);

function rendered(stack: Stack, link: Partial<PhysicalLink>, dns: DnsOwner) {
  return stack.code().render({ links: [physical("eth0", "52:54:00:00:00:0a", link)] }, {
    foreignInterfaces: undefined,
    hasResolvconf: false,
    dns,
  });
}

for (const stack of STACKS) {
  for (const [dns, path] of OWNERS) {
    Deno.test(`dns: ${stack.name}: ${dns.writer} by ${dns.how}: ${path ?? "no file"}`, () => {
      const { files } = rendered(stack, { dhcp4: true, nameServers: [ip("192.0.2.53")] }, dns);
      const found = files.filter((file) => PATHS.includes(file.path));
      assert.deepEqual(found.map((file) => file.path), path === undefined ? [] : [path]);
      for (const { contents } of found) assert.match(contents, /192\.0\.2\.53/);
    });
  }
}

for (const name of ["ifupdown", "wicked"] as const) {
  Deno.test(`dns: ${name}: search domains without a server are left to a lease, and said so`, () => {
    const link = { dhcp4: true, searchDomains: ["a.example"] };
    const codes = OWNERS.map(([dns]) => rendered(stackOf(name), link, dns).problems.map(({ code }) => code));
    assert.deepEqual(codes, [["search-domains-left"], [], [], []]);
  });
}
