/** What cannot be read or written costs no more than itself, and a later run makes up for it. */
import assert from "node:assert/strict";
import { applyChanges } from "../../lib/apply/apply.ts";
import { planHostName } from "../../lib/apply/host_name.ts";
import { withMarker } from "../../lib/apply/marker.ts";
import type { Change } from "../../lib/apply/change.ts";
import { type Planned, planRemovals } from "../../lib/apply/network_files.ts";
import { unlessUnreadable } from "../../lib/apply/unreadable.ts";
import { memorySystem } from "../../lib/system/memory.ts";
import { type System, SystemError } from "../../lib/system/system.ts";
import type { Machine } from "../../lib/state/machine.ts";
import { machine, run, snapshot } from "../cli/_machine.ts";
import { failing, intercepted } from "../support/faults.ts";

const NAME = "/etc/hostname";
const STAGED = "/etc/.hostname.simple-init";
const LAST = "/var/lib/simple-init/hostname.json";
const MACHINE: Machine = { uuid: "u1", productUuid: undefined, macs: [] };
const OLD_RECORD = `${
  JSON.stringify({ machine: { uuid: "u1", product_uuid: null, macs: [] }, value: "old" })
}\n`;

const NAME_FAULTS: readonly [what: string, call: keyof System, path: string][] = [
  ["written", "createFile", STAGED],
  ["renamed", "rename", STAGED],
  ["read", "readFile", NAME],
];

for (const [what, call, path] of NAME_FAULTS) {
  Deno.test(`a host name that cannot be ${what} is not taken for an operator's choice by the next run`, () => {
    const system = memorySystem({ [NAME]: "old\n", [LAST]: OLD_RECORD });
    const broken = failing(system, call, "EACCES", (at) => at === path);
    const name = (on: System) => {
      const options = { name: "new", address: undefined, machine: MACHINE, kernel: false };
      const { changes, problems } = unlessUnreadable<Planned<Change>>(
        NAME,
        () => planHostName(on, options),
        (problem) => ({ changes: [], problems: [problem] }),
      );
      return [...problems, ...applyChanges(on, changes).problems].length;
    };
    assert.equal(name(broken), 1);
    assert.equal(system.readText(LAST), OLD_RECORD);
    assert.equal(name(system), 0);
    assert.equal(system.readText(NAME), "new\n");
  });
}

Deno.test("a full file system costs what is on it, and not the keys of those who could make room", () => {
  const system = machine("/r");
  const full = failing(system, "createFile", "ENOSPC", (path) => path.startsWith("/r/var/"));
  const { status, out, err } = run("boot --root /r --renderer networkd", full);
  assert.deepEqual([status, out.at(-1)], [1, "create /root/.ssh/authorized_keys (0600)"]);
  assert.equal(err.length, 1);
  assert.match(
    err[0]!,
    /: no space left on the file system; no more is changed until there is room again\.$/,
  );
  const fresh = machine("/r");
  run("boot --root /r --renderer networkd", fresh);
  assert.deepEqual(run("boot --root /r --renderer networkd", system).status, 0);
  // But for whose the key is: without a record it is taken for an operator's, who would lose it on another machine.
  assert.deepEqual(
    snapshot(system),
    snapshot(fresh).filter(([path]) => path !== "/r/var/lib/simple-init/keys.json"),
    "the next run keeps what this one could not",
  );
});

/** What is said of a directory for a fault of one call in it. */
const SENTENCES: readonly [directory: string, code: string, ends: string][] = [
  ["/r/etc/systemd/", "EBUSY", "; the network is incomplete."],
  ["/r/etc/.hosts", "EBUSY", "; the host name is incomplete."],
  ["/r/root/.ssh", "EBUSY", "; the SSH keys are incomplete."],
  [
    "/r/etc/.hosts",
    "EROFS",
    "; the host name is left as it is until the file system is mounted for writing.",
  ],
  [
    "/r/root/.ssh",
    "EROFS",
    "; the SSH keys are left as they are until the file system is mounted for writing.",
  ],
];

for (const [directory, code, ends] of SENTENCES) {
  Deno.test(`boot: ${code} below ${directory} ends in a sentence`, () => {
    const broken = failing(machine("/r"), "createFile", code, (path) => path.startsWith(directory));
    const { err } = run("boot --root /r --renderer networkd", broken);
    assert.equal(err.length, 1, err.join("\n"));
    assert.ok(err[0]!.endsWith(ends), err[0]);
  });
}

Deno.test("a full file system below /etc: no record says that anything there was done", () => {
  for (const full of ["/r/etc/.hostname", "/r/etc/.hosts"]) {
    const system = machine("/r", { "/r/etc/hostname": "old\n", [`/r${LAST}`]: OLD_RECORD });
    const broken = failing(system, "createFile", "ENOSPC", (path) => path.startsWith(full));
    assert.equal(run("boot --root /r --renderer networkd", broken).status, 1);
    assert.deepEqual(["hostname", "hosts"].map((name) => system.readText(`/r/etc/${name}`)), [
      "old\n",
      "127.0.0.1\tlocalhost\n",
    ]);
    assert.equal(system.readText(`/r${LAST}`), OLD_RECORD, full);
  }
});

Deno.test("a directory that nobody may change, not even root, costs only what is in it", () => {
  const system = machine("/r");
  const immutable = failing(system, "createFile", "EPERM", (path) => path.startsWith("/r/etc/systemd/"));
  const { status, out, err } = run("boot --root /r --renderer networkd", immutable);
  assert.deepEqual([status, out.length, err.length], [1, 7, 1]);
  assert.match(err[0]!, /: operation not permitted; the network is incomplete\.$/);
});

const OWNED = [{
  directory: "/etc/net",
  pattern: /^net\./,
  companions: ["/etc/init.d/{name}"],
}];

Deno.test("a file stays as long as a link of it cannot be removed, for the next run to find both", () => {
  const system = memorySystem({
    "/etc/net/net.eth0": withMarker("/etc/net/net.eth0", "x"),
    "/etc/init.d/net.eth0": { link: "net.lo" },
  });
  const broken = failing(system, "remove", "EPERM", (path) => path.startsWith("/etc/init.d"));
  const { done, problems } = applyChanges(broken, planRemovals(system, OWNED, new Set()).changes);
  assert.deepEqual([done.length, problems.length, system.entries.size], [0, 1, 2]);
  applyChanges(system, planRemovals(system, OWNED, new Set()).changes);
  assert.equal(system.entries.size, 0);
});

Deno.test("a user's directory is not there before it is the user's, and no key goes into another one", () => {
  const system = memorySystem({ "/etc/x": "", "/home/u/x": "" });
  const path = "/home/u/.ssh";
  const changes = [
    { kind: "make directory", purpose: "SSH keys", path, mode: 0o700, owner: { uid: 1, gid: 1 } },
    {
      kind: "create",
      purpose: "SSH keys",
      path: `${path}/authorized_keys`,
      before: "",
      after: "key\n",
      mode: 0o600,
      needs: [path],
    },
  ] as const;
  const broken = failing(system, "makeDirectory", "EBUSY", (at) => at.startsWith("/home/u/"));
  assert.equal(applyChanges(broken, changes).problems.length, 1);
  assert.deepEqual([system.stat(path), system.readDirectory("/home/u")], [undefined, ["x"]]);
  assert.equal(applyChanges(system, changes).problems.length, 0);
  assert.equal(system.stat(path)?.mode, 0o700);
});

const NETWORK = "create /etc/systemd/network/10-simple-init-eth0.network (0644)";

/** Nothing of these is needed for the network. */
const UNREADABLE = ["/etc/os-release", "/etc/hosts", "/etc/hostname", "/etc/passwd", "/etc/netplan"];

for (const path of UNREADABLE) {
  Deno.test(`boot: ${path} that cannot be read costs no network, and is a problem`, () => {
    const system = machine("/r", {
      "/r/etc/netplan/x.yaml": "",
      "/r/etc/passwd": "",
      "/r/etc/hostname": "x\n",
    });
    const broken = intercepted(system, ["readText", "readFile", "readDirectory"], (_, [at]) => {
      if (at === `/r${path}`) throw new SystemError("EISDIR", "read", String(at));
    });
    const { status, out, err } = run("boot --root /r --renderer networkd", broken);
    assert.deepEqual([status, out[0], err.length], [1, NETWORK, 1], err.join("\n"));
    assert.match(err[0]!, /^problem: .*"\/r\/etc\/.*: it is a directory; it is left as it is\.$/);
  });
}

Deno.test("boot: where the kernel shows no interfaces at all, what was written for them stays", () => {
  const path = "/r/etc/systemd/network/10-simple-init-eth0.network";
  const system = machine("/r");
  run("boot --root /r --renderer networkd", system);
  for (const entry of system.entries.keys()) if (entry.startsWith("/r/sys/")) system.entries.delete(entry);
  run("boot --root /r --renderer networkd", system);
  assert.ok(system.readText(path));
});
