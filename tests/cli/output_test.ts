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
  ["more than a hundred", Array(103).fill(NOTE), true, [
    ...Array(100).fill("note: f: m."),
    '… and 3 more of them; "validate --format json" lists all.',
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
