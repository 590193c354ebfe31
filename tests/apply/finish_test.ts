import assert from "node:assert/strict";
import type { Change } from "../../lib/apply/change.ts";
import { finish } from "../../lib/apply/finish.ts";
import { findStack } from "../../lib/stacks/mod.ts";
import { type MemoryEntry, memorySystem } from "../../lib/system/memory.ts";
import type { System } from "../../lib/system/system.ts";

const NETWORK: Change = {
  ...{ kind: "create", purpose: "network", path: "/etc/netplan/90-simple-init.yaml" },
  ...{ before: "", after: "network: {}\n", mode: 0o600 },
};
const DROP_IN: Change = { ...NETWORK, path: "/etc/systemd/resolved.conf.d/simple-init.conf" };
const HOST_NAME: Change = { ...NETWORK, purpose: "host name", path: "/etc/hostname" };

/** A machine that notes what is run on it. */
function machine(files: Record<string, MemoryEntry>, code = 0) {
  const ran: string[] = [];
  const system: System = {
    ...memorySystem(files),
    run: (command) => {
      ran.push(command.join(" "));
      return { code, stderr: code === 0 ? "" : "no\nmore" };
    },
  };
  return { system, ran };
}

const ROWS: readonly [
  what: string,
  files: Record<string, MemoryEntry>,
  renderer: string,
  done: readonly Change[],
  only: string | undefined,
  ran: readonly string[],
][] = [
  ["netplan's generator", { "/usr/libexec/netplan/generate": "" }, "netplan", [NETWORK], undefined, [
    "/usr/libexec/netplan/generate",
  ]],
  [
    "netplan's generator without its talk to systemd, where systemd-networkd starts anyway",
    {
      "/usr/libexec/netplan/generate": "",
      "/etc/systemd/system/multi-user.target.wants/systemd-networkd.service": "",
    },
    "netplan",
    [NETWORK],
    undefined,
    ["env SYSTEMD_OFFLINE=1 /usr/libexec/netplan/generate"],
  ],
  [
    "the newer of two of netplan's",
    { "/lib/netplan/generate": "", "/usr/libexec/netplan/generate": "" },
    "netplan",
    [NETWORK],
    undefined,
    ["/usr/libexec/netplan/generate"],
  ],
  ["an older netplan's", { "/lib/netplan/generate": "" }, "netplan", [NETWORK], undefined, [
    "/lib/netplan/generate",
  ]],
  [
    "a newer netplan's command",
    { "/usr/libexec/netplan/generate": "", "/usr/libexec/netplan/configure": "" },
    "netplan",
    [NETWORK],
    undefined,
    ["netplan generate"],
  ],
  ["netplan's command where nothing else is known", {}, "netplan", [NETWORK], undefined, [
    "netplan generate",
  ]],
  ["nothing for one interface", {}, "netplan", [NETWORK], "eth0", []],
  ["nothing when no network file changed", {}, "netplan", [HOST_NAME], undefined, []],
  ["nothing under another stack", {}, "networkd", [NETWORK], undefined, []],
  [
    "a resolver that may have started before its file was written",
    {},
    "ifupdown",
    [NETWORK, DROP_IN],
    undefined,
    [
      "systemctl --no-block try-restart systemd-resolved.service",
    ],
  ],
  [
    "a resolver whose file has gone, for one interface as well",
    {},
    "ifupdown",
    [{ ...DROP_IN, kind: "remove" }],
    "eth0",
    ["systemctl --no-block try-restart systemd-resolved.service"],
  ],
  [
    "restorecon where SELinux is on",
    { "/sys/fs/selinux/enforce": "1", "/sbin/restorecon": "" },
    "networkd",
    [NETWORK, HOST_NAME],
    undefined,
    ["/sbin/restorecon /etc/netplan/90-simple-init.yaml /etc/hostname"],
  ],
  [
    "restorecon, the one in /usr, for what is still there",
    { "/sys/fs/selinux/enforce": "1", "/sbin/restorecon": "", "/usr/sbin/restorecon": "" },
    "networkd",
    [NETWORK, { kind: "remove link", purpose: "network", path: "/etc/old", target: "x" }],
    undefined,
    ["/usr/sbin/restorecon /etc/netplan/90-simple-init.yaml"],
  ],
];

for (const [what, files, renderer, done, only, expected] of ROWS) {
  Deno.test(`finish: it runs ${what}`, () => {
    const { system, ran } = machine(files);
    assert.deepEqual(finish(system, findStack(renderer)!.code(), done, only), []);
    assert.deepEqual(ran, expected);
  });
}

Deno.test("finish: a generator that fails is a problem with its first line", () => {
  const { system } = machine({}, 1);
  assert.deepEqual(finish(system, findStack("netplan")!.code(), [NETWORK], undefined), [{
    severity: "problem",
    file: "netplan generate",
    path: "",
    message: 'it failed with status 1 ("no")',
    action: "run it by hand",
    code: "command-failed",
  }]);
});
