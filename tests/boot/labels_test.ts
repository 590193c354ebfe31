import assert from "node:assert/strict";
import { boot, machine } from "./_boot.ts";

const ENFORCE = { "/sys/fs/selinux/enforce": "0" };
const FILE = "/etc/systemd/network/10-simple-init-eth0.network";
const RECORD = "/var/lib/simple-init/drive.json";

/** Where distributions have the program that gives files their labels. */
const PROGRAMS = ["/usr/sbin/restorecon", "/sbin/restorecon"];

for (const program of PROGRAMS) {
  Deno.test(`boot: with SELinux ${program} gives what was written its labels`, () => {
    const system = machine(1, undefined, { ...ENFORCE, [program]: "" });
    assert.equal(boot(system, "--renderer networkd").status, 0);
    assert.deepEqual(system.commands, [[program, FILE, RECORD]]);
  });
}

Deno.test("boot: without SELinux, or without a program for it, no labels are given", () => {
  for (const files of [ENFORCE, { "/sbin/restorecon": "" }]) {
    const system = machine(1, undefined, files);
    assert.equal(boot(system, "--renderer networkd").status, 0);
    assert.deepEqual(system.commands, []);
  }
});

Deno.test("boot: what was removed needs no label", () => {
  const system = machine(1, undefined, { ...ENFORCE, "/sbin/restorecon": "" });
  boot(system, "--renderer networkd");
  const document = JSON.stringify({ links: [], networks: [] });
  system.entries.set("/mnt/config/openstack/latest/network_data.json", document);
  boot(system, "--renderer wicked");
  assert.ok(!system.entries.has(FILE));
  const written = ["/etc/sysconfig/network/ifcfg-eth0", RECORD];
  assert.deepEqual(system.commands.slice(1), [["/sbin/restorecon", ...written]]);
});
