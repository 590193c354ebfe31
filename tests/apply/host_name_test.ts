import assert from "node:assert/strict";
import { applyChanges } from "../../lib/apply/apply.ts";
import { planHostName } from "../../lib/apply/host_name.ts";
import type { Machine } from "../../lib/state/machine.ts";
import { editHosts, mainAddress } from "../../lib/apply/hosts.ts";
import type { Link } from "../../lib/network.ts";
import type { Ip } from "../../lib/ip.ts";
import { formatProblem } from "../../lib/problem.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
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

const [NAME, LAST, HOSTS_FILE] = ["/etc/hostname", "/var/lib/simple-init/hostname.json", "/etc/hosts"];
const MACHINE: Machine = { uuid: "u1", productUuid: undefined, macs: ["52:54:00:00:00:01"] };
const OTHER: Machine = { uuid: "u2", productUuid: undefined, macs: ["52:54:00:00:00:02"] };

/** The record of a name that was set, by default on this machine. */
function record(name: string, { uuid, macs }: Machine = MACHINE): MemoryEntry {
  const text = JSON.stringify({ machine: { uuid, product_uuid: null, macs }, value: name }, undefined, 1);
  return { text: `${text}\n`, mode: 0o600 };
}
const KERNEL = "/proc/sys/kernel/hostname";
const RIGHT_HOSTS = "127.0.1.1\tnew\t# simple-init\n";
const KEPT = `it is kept; delete ${LAST} and our line in /etc/hosts to have "new" set.`;

interface Row {
  readonly what: string;
  readonly files: Readonly<Record<string, MemoryEntry>>;
  readonly changes: readonly string[];
  readonly says?: string;
}

/** The wanted name is `new`; each row's `/etc/hosts` is right unless it says otherwise. */
const ROWS: readonly Row[] = [
  { what: "nothing there", files: {}, changes: [`create ${NAME}`, `create ${LAST}`] },
  {
    what: "the image's name, never set before",
    files: { [NAME]: "image\n" },
    changes: [`update ${NAME}`, `create ${LAST}`],
  },
  { what: "right already", files: { [NAME]: "new\n", [LAST]: record("new") }, changes: [] },
  {
    what: "the drive's name changed",
    files: { [NAME]: "old\n", [LAST]: record("old") },
    changes: [`update ${NAME}`, `update ${LAST}`],
  },
  {
    what: "an operator changed it",
    files: { [NAME]: "mine\n", [LAST]: record("old"), [HOSTS_FILE]: "" },
    changes: [],
    says: `${NAME}: somebody changed the host name to "mine" after simple-init had set it; ${KEPT}`,
  },
  {
    what: "an operator's text is quoted",
    files: { [NAME]: "# mine\n\u001b[31mx\n", [LAST]: record("old") },
    changes: [],
    says:
      `${NAME}: somebody changed the host name to "# mine\\n\\u001b[31mx" after simple-init had set it; ${KEPT}`,
  },
  {
    what: "an operator changed it to what is wanted now",
    files: { [NAME]: "new\n", [LAST]: record("old") },
    changes: [`update ${LAST}`],
  },
  { what: "killed between the name and its record", files: { [NAME]: "new\n" }, changes: [`create ${LAST}`] },
  {
    what: "somebody emptied the file",
    files: { [NAME]: "\n", [LAST]: record("old") },
    changes: [`update ${NAME}`, `update ${LAST}`],
  },
  { what: "somebody deleted the file", files: { [LAST]: record("new") }, changes: [`create ${NAME}`] },
  {
    what: "the file is a link",
    files: { [NAME]: { link: "/x" } },
    changes: [],
    says: `${NAME}: it is a symlink; it is left alone.`,
  },
  {
    what: "hosts is not UTF-8",
    files: { [NAME]: "new\n", [LAST]: record("new"), [HOSTS_FILE]: "10.0.0.1 caf\ufffd\n" },
    changes: [],
    says: `${HOSTS_FILE}: it has bytes that are not UTF-8; it is left alone.`,
  },
  {
    what: "hosts keeps its mode",
    files: { [NAME]: "new\n", [LAST]: record("new"), [HOSTS_FILE]: { text: "", mode: 0o664 } },
    changes: [`update ${HOSTS_FILE}`],
  },
];

function plan(files: Readonly<Record<string, MemoryEntry>>, name = "new", kernel = false) {
  const system = memorySystem({ [HOSTS_FILE]: RIGHT_HOSTS, ...files });
  return { system, ...planHostName(system, { name, address: undefined, machine: MACHINE, kernel }) };
}

for (const { what, files, changes, says } of ROWS) {
  Deno.test(`planHostName: ${what}`, () => {
    const planned = plan(files);
    assert.deepEqual(planned.changes.map(({ kind, path }) => `${kind} ${path}`), changes);
    assert.deepEqual(planned.problems.map(formatProblem), says === undefined ? [] : [says]);
    applyChanges(planned.system, planned.changes);
    if (says === undefined) assert.equal(planned.system.readText(NAME), "new\n");
    const again = planHostName(planned.system, {
      name: "new",
      address: undefined,
      machine: MACHINE,
      kernel: false,
    });
    assert.deepEqual(again.changes, [], "a second run changes nothing");
  });
}

Deno.test("planHostName: hosts keeps its mode, a new file gets 0644", () => {
  const { changes } = plan({ [HOSTS_FILE]: { text: "", mode: 0o664 } });
  const modes = changes.flatMap((change) => "mode" in change ? [[change.path, change.mode]] : []);
  assert.deepEqual(modes, [[NAME, 0o644], [LAST, 0o644], [HOSTS_FILE, 0o664]]);
});

Deno.test("planHostName: a name that the kernel does not take goes without its domain, but hosts has all of it", () => {
  const name = `web.${"a".repeat(60)}.example.org`;
  const { system, changes } = plan({ [KERNEL]: "old\n", [HOSTS_FILE]: "" }, name, true);
  applyChanges(system, changes);
  assert.equal(system.readText(NAME), "web\n");
  assert.equal(system.readText(KERNEL), "web");
  assert.equal(system.readText(HOSTS_FILE), `127.0.1.1\t${name} web\t# simple-init\n`);
});

const KERNELS: readonly [what: string, before: string, kernel: boolean, expected: number][] = [
  ["another name", "old\n", true, 1],
  ["its name already", "new\n", true, 0],
  ["another name, but below a root", "old\n", false, 0],
];

for (const [what, before, kernel, expected] of KERNELS) {
  Deno.test(`planHostName: the kernel has ${what}: ${expected} changes`, () => {
    const { changes } = plan({ [NAME]: "new\n", [LAST]: record("new"), [KERNEL]: before }, "new", kernel);
    assert.deepEqual(changes.map(({ kind }) => kind), Array(expected).fill("set kernel host name"));
  });
}

const DEFAULT_4 = { destination: { ip: ip("0.0.0.0"), length: 0 } };
const DEFAULT_6 = { destination: { ip: ip("::"), length: 0 } };
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
