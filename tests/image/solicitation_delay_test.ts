import assert from "node:assert/strict";
import { planSolicitationDelay, withoutDelay } from "../../lib/image/solicitation_delay.ts";
import { memorySystem } from "../../lib/system/memory.ts";

const REMOVED = [
  "net.ipv6.conf.default.router_solicitation_delay=15",
  "net.ipv6.conf.all.router_solicitation_delay = 30",
  "net/ipv6/conf/eth0.10/router_solicitation_delay=1",
  "net.ipv6.conf.eth0/10.router_solicitation_delay=1",
  "net.ipv6.conf.*.router_solicitation_delay=1",
  "-net.ipv6.conf.all.router_solicitation_delay=1",
  " \t- net.ipv6.conf.all.router_solicitation_delay\t=\t1  # old",
  "net.ipv6.conf.all.router_solicitation_delay=",
];

const KEPT = [
  "# net.ipv6.conf.all.router_solicitation_delay=1",
  ";net.ipv6.conf.all.router_solicitation_delay=1",
  "net.ipv6.conf.all.router_solicitations=3",
  "net.ipv6.conf.all.router_solicitation_interval=4",
  "net.ipv6.conf.all.router_solicitation_delay_max=4",
  "net.ipv6.conf..router_solicitation_delay=1",
  "net.ipv4.conf.all.router_solicitation_delay=1",
  // Excludes a key from what a pattern sets: it sets nothing.
  "-net.ipv6.conf.eth0.router_solicitation_delay",
];

for (const line of REMOVED) {
  Deno.test(`the line ${JSON.stringify(line)} goes`, () => {
    assert.equal(withoutDelay(`a=1\r\n\n${line}\n  b = 2`), "a=1\r\n\n  b = 2");
    assert.equal(withoutDelay(`${line}\r\n${line}\n${line}`), "");
    assert.equal(withoutDelay(`a=1\n${line}`), "a=1\n");
  });
}

for (const line of KEPT) {
  Deno.test(`the line ${JSON.stringify(line)} stays`, () =>
    assert.equal(withoutDelay(`${line}\n`), `${line}\n`));
}

const LINE = "net.ipv6.conf.all.router_solicitation_delay=1\n";

Deno.test("a file that had nothing else goes, and the main one is left empty", () => {
  const system = memorySystem({
    "/etc/sysctl.conf": LINE,
    "/etc/sysctl.d/99-sysctl.conf": { link: "../sysctl.conf" },
    "/etc/sysctl.d/50-delay.conf": `\n${LINE}`,
    "/etc/sysctl.d/notes": LINE,
  });
  const { changes, problems } = planSolicitationDelay(system);
  assert.deepEqual(changes.map(({ kind, path }) => `${kind} ${path}`), [
    "update /etc/sysctl.conf",
    "remove /etc/sysctl.d/50-delay.conf",
  ]);
  assert.deepEqual(problems, []);
});

Deno.test("a file of another encoding is a problem only where it sets the delay", () => {
  const files = { "/etc/sysctl.conf": `# \ufffd\n${LINE}`, "/etc/sysctl.d/a.conf": "# \ufffd\n" };
  const { changes, problems } = planSolicitationDelay(memorySystem(files));
  assert.deepEqual(changes, []);
  assert.deepEqual(problems.map(({ file, message }) => [file, message]), [
    ["/etc/sysctl.conf", "it has bytes that are not UTF-8"],
  ]);
});
