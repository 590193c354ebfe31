/** A boot waits until udev is done with the cards, and for nothing else of udev's. */
import assert from "node:assert/strict";
import { boot, type Files, machine } from "./_boot.ts";

const INDEXES: Files = { "/sys/class/net/eth0/ifindex": "2\n", "/sys/class/net/eth1/ifindex": "3\n" };
const UDEV: Files = { "/run/udev/control": "", ...INDEXES };
const DONE: Files = { "/run/udev/data/n2": "", "/run/udev/data/n3": "" };

const ROWS: readonly [what: string, waited: number, words: string, files: Files][] = [
  ["udev is not done", 30_000, "", UDEV],
  ["udev is not done with one", 30_000, "", { ...UDEV, "/run/udev/data/n2": "" }],
  ["udev is done", 0, "", { ...UDEV, ...DONE }],
  ["no udev runs", 0, "", INDEXES],
  ["a boot has waited before", 0, "", { ...UDEV, "/run/simple-init/x": "" }],
  ["a card came late", 0, "--interface eth0", UDEV],
  ["the root is another", 0, "--root /r", {
    ...UDEV,
    "/r/sys/class/net/eth0/address": "52:54:00:00:00:0a\n",
    "/r/sys/class/net/eth0/ifindex": "2\n",
    "/r/run/udev/control": "",
  }],
];

for (const [what, waited, words, files] of ROWS) {
  Deno.test(`boot: ${what}: ${waited === 0 ? "no card is waited for" : "cards are waited for"}`, () => {
    const system = machine(2, undefined, files);
    const { status, err } = boot(system, `--renderer networkd ${words}`);
    assert.equal(system.now(), waited, err.join("\n"));
    assert.equal(status, waited === 0 ? 0 : 1);
  });
}

Deno.test("boot: when the wait ends, what is there is configured", () => {
  const system = machine(1, undefined, UDEV);
  const { status, err } = boot(system, "--renderer networkd");
  assert.deepEqual([status, err], [1, [
    'simple-init: Waiting up to 30 s until udev is done with the network card "eth0".',
    'problem: /run/udev/data: udev is not done with the network card "eth0"; what is there by now is configured; ' +
    "udev's log says what it is busy with.",
  ]]);
  assert.ok(system.readText("/etc/systemd/network/10-simple-init-eth0.network"));
});

Deno.test("boot: a card is configured by the name that it has after the wait", () => {
  const system = machine(1, undefined, UDEV);
  const sleep = (ms: number) => {
    system.sleep(ms);
    for (const [path, entry] of [...system.entries]) {
      if (!path.startsWith("/sys/class/net/eth0/")) continue;
      system.entries.delete(path);
      system.entries.set(path.replace("eth0", "enp0s3"), entry);
    }
    system.entries.set("/run/udev/data/n2", "");
  };
  assert.equal(boot({ ...system, sleep }, "--renderer networkd").status, 0);
  assert.ok(system.readText("/etc/systemd/network/10-simple-init-enp0s3.network"));
  assert.equal(system.readText("/etc/systemd/network/10-simple-init-eth0.network"), undefined);
});

Deno.test("boot: udev's rules are told to use what comes only after the wait", () => {
  const system = machine(1, undefined, UDEV);
  const told: boolean[] = [];
  const sleep = (ms: number) => {
    system.sleep(ms);
    told.push(system.stat("/run/simple-init") !== undefined);
    system.entries.set("/run/udev/data/n2", "");
  };
  boot({ ...system, sleep }, "--renderer networkd");
  assert.deepEqual(told, [false]);
  assert.ok(system.stat("/run/simple-init"), "the lock's directory stays");
});

Deno.test("plan: no card is waited for", () => {
  const system = machine(1, undefined, UDEV);
  assert.equal(boot(system, "--renderer networkd", "plan").status, 0);
  assert.equal(system.now(), 0);
});
