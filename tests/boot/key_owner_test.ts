import assert from "node:assert/strict";
import { makePlan } from "../../lib/plan/plan.ts";
import { memorySystem } from "../../lib/system/memory.ts";

const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"a".repeat(43)} alice`;

/** Whose the files of a user with these numbers are; undefined: nothing has to be said, they are root's. */
const OWNERS: readonly [uid: number, gid: number, owner: { uid: number; gid: number } | undefined][] = [
  [1000, 1000, { uid: 1000, gid: 1000 }],
  [1000, 0, { uid: 1000, gid: 0 }],
  [0, 100, { uid: 0, gid: 100 }],
  [0, 0, undefined],
];

for (const [uid, gid, owner] of OWNERS) {
  Deno.test(`SSH keys: the directory and the file of a user ${uid} of the group ${gid}`, () => {
    const system = memorySystem({
      "/r/etc/passwd": `root:x:0:0:root:/root:/bin/sh\nalice:x:${uid}:${gid}::/home/alice:/bin/sh\n`,
      "/r/home/alice/.profile": "",
      "/r/mnt/config/openstack/latest/meta_data.json": JSON.stringify({ public_keys: { mine: KEY } }),
    });
    const { changes } = makePlan(system, { root: "/r", network: false, sshUser: "alice" });
    const keys = changes.filter(({ purpose }) => purpose === "SSH keys");
    const owners = keys.map((change) => [change.path, "owner" in change ? change.owner : undefined]);
    assert.deepEqual(owners, [["/home/alice/.ssh", owner], ["/home/alice/.ssh/authorized_keys", owner]]);
  });
}
