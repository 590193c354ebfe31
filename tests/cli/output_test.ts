import assert from "node:assert/strict";
import { main } from "../../lib/cli/main.ts";
import { hasProblem, printProblems } from "../../lib/cli/terminal.ts";
import { noteOn, type Problem, problemIn } from "../../lib/problem.ts";
import { machine, run } from "./_machine.ts";

const RENDERER = "--root /r --renderer networkd";
const NETWORK = "/etc/systemd/network/10-simple-init-eth0.network";

function json(words: string, system = machine("/r")) {
  const { out, err } = run(`${words} --format json`, system);
  assert.deepEqual(err, []);
  return JSON.parse(out.join("\n"));
}

const PLAN_KEYS = [
  "configDrive",
  "distribution",
  "renderer",
  "reason",
  "programs",
  "resolvConf",
  "interfaces",
  "links",
  "changes",
  "problems",
];

Deno.test("json: a plan's keys", () => {
  const plan = json(`plan ${RENDERER}`);
  assert.deepEqual(Object.keys(plan), PLAN_KEYS);
  assert.equal(plan.configDrive.source, "/r/mnt/config");
  assert.deepEqual(plan.distribution, { id: "debian", family: ["debian"], version: "12" });
  assert.deepEqual([plan.renderer, plan.reason], ["networkd", "it was asked for"]);
  assert.deepEqual(plan.interfaces, [
    { name: "eth0", mac: "52:54:00:12:34:56", carrier: null, drive: [], leftTo: null },
  ]);
  assert.deepEqual(plan.links.map(({ name, kind }: Record<string, unknown>) => [name, kind]), [[
    "eth0",
    "physical",
  ]]);
  assert.deepEqual(plan.problems, []);
});

/** A bond with all that a link can have, and a card that an operator has. */
const FULL = {
  links: [
    { id: "a", type: "phy", ethernet_mac_address: "52:54:00:12:34:56" },
    { id: "bond0", type: "bond", bond_links: ["a"], bond_mode: "active-backup", bond_miimon: 100 },
  ],
  networks: [{
    ...{ id: "n", link: "bond0", type: "ipv4", ip_address: "192.0.2.10/24" },
    routes: [{ network: "10.0.0.0/8", gateway: "192.0.2.1" }],
    ...{ dns_nameservers: ["192.0.2.53"], dns_search: ["example.org"] },
  }],
};

Deno.test("json: all that a link has, in texts and numbers", () => {
  const system = machine("/r", {
    "/r/mnt/config/openstack/latest/network_data.json": JSON.stringify(FULL),
    "/r/sys/class/net/eth0/carrier": "1\n",
    "/r/sys/class/net/eth1/address": "52:54:00:12:34:57\n",
    "/r/sys/class/net/eth1/addr_assign_type": "0\n",
    "/r/etc/systemd/network/mine.network": "[Match]\nName=eth1\n",
  });
  const plan = json(`plan ${RENDERER}`, system);
  assert.deepEqual(plan.configDrive, { source: "/r/mnt/config", networkFile: "network_data.json" });
  assert.deepEqual(plan.resolvConf, { writtenBy: "systemd-resolved", toldBy: "stack" });
  assert.deepEqual(
    plan.interfaces.map(({ carrier, drive, leftTo }: Record<string, unknown>) => [carrier, drive, leftTo]),
    [[true, ["$.links[0]"], null], [null, [], "/etc/systemd/network/mine.network"]],
  );
  const { options, addresses, nameServers, searchDomains, routes } = plan.links[1];
  assert.deepEqual({ options, addresses, nameServers, searchDomains, routes }, {
    options: { miimon: "100" },
    addresses: ["192.0.2.10/24"],
    nameServers: ["192.0.2.53"],
    searchDomains: ["example.org"],
    routes: [{ destination: "10.0.0.0/8", gateway: "192.0.2.1", onLink: false }],
  });
});

Deno.test("plan: one bond is listed as several are, with all that it has", () => {
  const path = "/r/mnt/config/openstack/latest/network_data.json";
  const { out } = run(`plan ${RENDERER}`, machine("/r", { [path]: JSON.stringify(FULL) }));
  const at = out.indexOf("Bonds, bridges and VLANs");
  assert.equal(
    out[at + 1],
    "  bond0  active-backup bond of eth0, 192.0.2.10/24, 10.0.0.0/8 via 192.0.2.1, DNS 192.0.2.53, search example.org",
  );
});

Deno.test("json: a drive without a network, and two spaces a level", () => {
  const { out } = run(`plan ${RENDERER} --format json`, machine("/r"));
  assert.deepEqual(out.slice(0, 5), [
    "{",
    '  "configDrive": {',
    '    "source": "/r/mnt/config",',
    '    "networkFile": null',
    "  },",
  ]);
  const validated = run("validate /r/mnt/config --format json", machine("/r")).out;
  assert.deepEqual(validated.slice(0, 2), ["{", '  "configDrive": "/r/mnt/config",']);
});

Deno.test("json: a link that is made, with what it leads to", () => {
  const { changes } = json(
    "plan --root /r --renderer netifrc",
    machine("/r", { "/r/etc/init.d/net.lo": "" }),
  );
  const link = changes.find(({ kind }: { kind: string }) => kind === "make link");
  assert.deepEqual(link, {
    kind: "make link",
    purpose: "network",
    path: "/etc/init.d/net.eth0",
    target: "net.lo",
  });
});

Deno.test("json: a bridge, and what its port says of it", () => {
  const links = [
    { id: "a", type: "phy", ethernet_mac_address: "52:54:00:12:34:56" },
    { id: "br0", type: "linux_bridge", bridge_links: ["a"], bridge_stp: true },
  ];
  const drive = {
    "/r/mnt/config/openstack/latest/network_data.json": JSON.stringify({ links, networks: [] }),
  };
  const plan = json(`plan ${RENDERER}`, machine("/r", drive));
  const told = plan.links.map(({ name, kind, mac, bridge, ports, stp }: Record<string, unknown>) => ({
    ...{ name, kind, mac },
    ...(bridge === undefined ? { ports, stp } : { bridge }),
  }));
  assert.deepEqual(told, [
    { name: "eth0", kind: "physical", mac: "52:54:00:12:34:56", bridge: "br0" },
    { name: "br0", kind: "bridge", mac: "52:54:00:12:34:56", ports: ["eth0"], stp: true },
  ]);
});

Deno.test("json: a plan's changes, each with mode and difference", () => {
  const { changes } = json(`plan ${RENDERER}`);
  const hostName = changes.find(({ path }: { path: string }) => path === "/etc/hostname");
  assert.deepEqual(hostName, {
    kind: "create",
    purpose: "host name",
    path: "/etc/hostname",
    mode: "0644",
    diff: ["@@ -0,0 +1,1 @@", "+web"],
  });
  const directory = changes.find(({ kind }: { kind: string }) => kind === "make directory");
  assert.deepEqual(directory, {
    kind: "make directory",
    purpose: "SSH keys",
    path: "/root/.ssh",
    mode: "0700",
  });
});

Deno.test("json: a boot's keys, and what it applied", () => {
  const boot = json(`boot ${RENDERER}`);
  assert.deepEqual(Object.keys(boot).sort(), ["applied", ...PLAN_KEYS].sort());
  assert.deepEqual(boot.applied[0], { kind: "create", path: NETWORK });
  assert.equal(boot.applied.length, boot.changes.length);
});

Deno.test("json: this machine's kernel name", () => {
  const { changes } = json("plan --renderer networkd", machine(""));
  assert.deepEqual(changes.find(({ kind }: { kind: string }) => kind === "set kernel host name"), {
    kind: "set kernel host name",
    purpose: "host name",
    path: "/proc/sys/kernel/hostname",
    value: "web",
  });
});

Deno.test("json: no drive is null", () => {
  assert.equal(json("plan --root /e", machine("/r", { "/e/x": "" })).configDrive, null);
  assert.deepEqual(json("validate --root /e", machine("/r", { "/e/x": "" })), {
    configDrive: null,
    problems: [],
  });
});

Deno.test("json: validate's problems, each with file and path", () => {
  const system = machine("/r", { "/d/openstack/latest/meta_data.json": '{"name": "-"}' });
  const { configDrive, problems } = json("validate /d", system);
  assert.equal(configDrive, "/d");
  const found = problems.find(({ path }: Problem) => path === "$.name");
  assert.deepEqual(found, {
    severity: "problem",
    file: "meta_data.json",
    path: "$.name",
    message: '"-" is not a host name',
    action: "the host name is left as it is",
    code: "host-name-invalid",
  });
});

Deno.test("json: what is wrong with a text has line and column", () => {
  const { problems } = json("validate /d", machine("/r", { "/d/openstack/latest/meta_data.json": "{\n  a" }));
  assert.deepEqual(problems, [{
    severity: "problem",
    file: "meta_data.json",
    path: "",
    message: "it is not JSON: a key in double quotes is missing",
    action: "it is ignored",
    code: "document-unusable",
    line: 2,
    column: 3,
    excerpt: ["  a", "  ^"],
  }]);
});

/** The lines of a plan, with this text in `/etc/hosts`. */
function planLines(color: boolean, hosts: string): string[] {
  const out: string[] = [];
  const terminal = {
    out: (line: string) => void out.push(line),
    err: (line: string) => assert.fail(line),
    color,
  };
  main(machine("/r", { "/r/etc/hosts": hosts }), terminal, ["plan", ...RENDERER.split(" ")]);
  return out;
}

const OURS = "10.0.0.1\told\t# simple-init\n";

Deno.test("plan: no colour codes where there is no colour", () => {
  const lines = planLines(false, OURS);
  assert.ok(lines.every((line) => !line.includes("\u001b")));
  assert.ok(lines.includes("-10.0.0.1\told\t# simple-init"));
  assert.ok(lines.includes("+127.0.1.1\tweb\t# simple-init"));
});

Deno.test("plan: added lines are green, removed ones red, and every colour ends with its line", () => {
  const lines = planLines(true, OURS);
  assert.ok(lines.includes("\u001b[31m-10.0.0.1\told\t# simple-init\u001b[0m"));
  assert.ok(lines.includes("\u001b[32m+127.0.1.1\tweb\t# simple-init\u001b[0m"));
  assert.ok(lines.includes("\u001b[36mupdate /etc/hosts (0644)\u001b[0m"));
  assert.ok(lines.includes("\u001b[1mInterfaces\u001b[0m"));
  for (const line of lines) assert.equal(line.includes("\u001b"), line.endsWith("\u001b[0m"), line);
  // deno-lint-ignore no-control-regex -- they are what is taken away
  assert.deepEqual(lines.map((line) => line.replace(/\u001b\[\d+m/g, "")), planLines(false, OURS));
});

Deno.test("plan: control characters of a foreign file do not reach the terminal", () => {
  const lines = planLines(false, "10.0.0.1 x\u001b]0;title\u0007\u009b31m\n");
  assert.ok(lines.includes(" 10.0.0.1 x\ufffd]0;title\ufffd\ufffd31m"), lines.join("\n"));
});

Deno.test("plan: what it found comes first", () => {
  assert.deepEqual(planLines(false, OURS).slice(1, 5), [
    "System        debian 12",
    "Stack         networkd, because it was asked for",
    "",
    "Interfaces",
  ]);
});

const PROBLEM: Problem = { ...problemIn("f", "m", "a", "mtu-invalid"), path: "$.x" };
const NOTE: Problem = noteOn("f", "m", "", "card-absent");

const PRINTED: readonly [
  what: string,
  problems: readonly Problem[],
  notes: boolean,
  expected: readonly string[],
][] = [
  ["one of each", [NOTE, PROBLEM], true, ["note: f: m.", "problem: f: $.x: m; a."]],
  ["without notes", [NOTE, PROBLEM], false, ["problem: f: $.x: m; a."]],
  [
    "with what stands there",
    [{ ...PROBLEM, path: "", line: 2, column: 3, excerpt: ["[1 2]", "   ^"] }],
    true,
    [
      "problem: f:2:3: m; a.",
      "  [1 2]",
      "     ^",
    ],
  ],
  ["a hundred", Array(100).fill(NOTE), true, Array(100).fill("note: f: m.")],
  ["more than a hundred", Array(101).fill(NOTE), true, [
    ...Array(100).fill("note: f: m."),
    '… and 1 more of them; "validate --format json" lists all.',
  ]],
];

for (const [what, problems, notes, expected] of PRINTED) {
  Deno.test(`problems: ${what}`, () => {
    const lines: string[] = [];
    printProblems({ out: assert.fail, err: (line) => void lines.push(line), color: true }, problems, notes);
    assert.deepEqual(lines, expected);
  });
}

Deno.test("problems: a note is none", () => {
  assert.deepEqual([[], [NOTE], [NOTE, PROBLEM]].map(hasProblem), [false, false, true]);
});
