import assert from "node:assert/strict";
import { describeInjection, injectionsOf, injectOption, parseTrace } from "./injections.ts";

const TRACE = `execve("/x", ["x"], 0x1 /* 2 vars */) = 0
openat(AT_FDCWD</>, "/r/etc/hosts", O_RDONLY|O_CLOEXEC) = 3</r/etc/hosts>
read(3</r/etc/hosts>, "127.0.0.1 \\"x\\"", 8192) = 20
openat(AT_FDCWD</>, "/r/etc/.a.simple-init", O_WRONLY|O_CREAT|O_EXCL, 0644) = 3</r/etc/.a.simple-init>
openat(3</r>, "etc", O_RDONLY|O_PATH|O_DIRECTORY) = 4</r/etc>
renameat(4</r/etc>, ".a.simple-init", 4</r/etc>, "a") = 0
read(3</r/sys/class/net/eth0/carrier>, "", 8192) = 0
flock(3</r>, LOCK_EX|LOCK_NB) = 0
`;

Deno.test("injections: calls are counted by name, and have their paths below the root", () => {
  assert.deepEqual(
    parseTrace(TRACE, "/r"),
    [
      { call: "openat", number: 1, path: "etc/hosts", writes: false },
      { call: "read", number: 1, path: "etc/hosts", writes: false },
      { call: "openat", number: 2, path: "etc/.a.simple-init", writes: true },
      { call: "openat", number: 3, path: "etc", writes: false, isWay: true },
      { call: "renameat", number: 1, path: "etc/a", writes: true },
      { call: "read", number: 2, path: "sys/class/net/eth0/carrier", writes: false },
      { call: "flock", number: 1, path: ".", writes: false },
    ].map((call) => ({ isWay: false, ...call })),
  );
});

Deno.test("injections: what changes something is killed as well, and /sys has no faults but its own", () => {
  const all = injectionsOf(parseTrace(TRACE, "/r"));
  const of = (call: string, number: number) =>
    all.filter((one) => one.call === call && one.number === number).map(({ fault }) => fault);
  assert.ok(of("renameat", 1).includes("KILL") && of("renameat", 1).includes("ENOSPC"));
  assert.ok(!of("read", 1).includes("KILL") && of("read", 1).includes("EIO"));
  assert.deepEqual(of("read", 2), ["ENODEV", "EINVAL"]);
  assert.ok(all.filter(({ call }) => call === "read").every(({ reads }) => reads));
  assert.ok(all.filter(({ call }) => call === "rename").every(({ reads }) => !reads));
});

Deno.test("injections: in strace's words, and in those of a person", () => {
  const one = { call: "rename", number: 2, path: "etc/a", fault: "EIO", reads: false };
  assert.equal(injectOption(one), "--inject=rename:error=EIO:when=2");
  assert.equal(injectOption({ ...one, fault: "KILL" }), "--inject=rename:signal=KILL:when=2");
  assert.equal(describeInjection(one), "EIO from rename number 2 (etc/a)");
  assert.equal(describeInjection({ ...one, fault: "KILL" }), "killed before rename number 2 (etc/a)");
});
