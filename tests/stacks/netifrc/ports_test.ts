/** Names and name servers of which netifrc, or its client, would make something else. */
import assert from "node:assert/strict";
import type { NetworkConfig } from "../../../lib/network.ts";
import { bond, ip, physical, port, prefix } from "../../networks.ts";
import { render, text } from "./_render.ts";

const A = "52:54:00:00:00:0a";
const B = "52:54:00:00:00:0b";

const PORTS: readonly [ports: string[], primary: string | undefined, written: string, lost: string[]][] = [
  [["eth0", "eth1"], "eth1", "eth0 eth1", []],
  [["eth10", "eth2"], undefined, "eth10 eth2", []],
  [["eth10", "eth1"], undefined, "eth1 eth10", []],
  [["eth100", "eth10", "eth2", "eth1"], "eth1", "eth2 eth1 eth10 eth100", []],
  [["eth10", "eth1", "eth2"], "eth10", "eth1 eth2 eth10", ["eth1"]],
];

for (const [ports, primary, written, lost] of PORTS) {
  const isPrimary = primary === undefined ? "" : `, the primary ${primary}`;
  Deno.test(`netifrc: a bond of ${ports.join(" and ")}${isPrimary}: no name is found in that of a port before it`, () => {
    const options: ReadonlyMap<"primary", string> = new Map(
      primary === undefined ? [] : [["primary", primary]],
    );
    const config = { links: [...ports.map((name) => port(name, A, "b")), bond("b", ports, { options })] };
    const { problems } = render(config);
    assert.ok(text(config, "/etc/conf.d/net.b")!.includes(`\nslaves_b="${written}"\n`));
    assert.deepEqual(
      problems.map(({ code, message }) => [code, / for (\S+) as well/.exec(message)?.[1]]),
      lost.map((name) => ["stack-bond-port-lost", name]),
    );
  });
}

Deno.test("netifrc: where the drive has name servers and no resolvconf is there, none are learned on any link", () => {
  const server = { addresses: [prefix("192.0.2.9/24")], nameServers: [ip("192.0.2.53")] };
  const learns = (links: NetworkConfig["links"], hasResolvconf: boolean) =>
    !text({ links }, "/etc/conf.d/net.eth0", hasResolvconf)!.includes("--nohook resolv.conf");
  const [dhcp, stated] = [physical("eth0", A, { dhcp4: true }), physical("eth1", B, server)];
  assert.deepEqual(
    [learns([dhcp], false), learns([dhcp, stated], true), learns([dhcp, stated], false)],
    [true, true, false],
  );
});
