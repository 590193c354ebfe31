import assert from "node:assert/strict";
import { STACKS } from "../../lib/stacks/mod.ts";
import { readCases, readExpected } from "../support/cases.ts";
import { isReadByOthers, isTemporary } from "./stack_readers.ts";

const WRITTEN = new Set(
  readCases().flatMap((test) =>
    STACKS.flatMap(({ name }) => [...readExpected(test, name)?.files.keys() ?? []])
  ),
);

Deno.test("what the cases write is read by somebody, and not while it is staged", () => {
  assert.ok(WRITTEN.size > 50);
  for (const path of WRITTEN) {
    const staged = path.replace(/[^/]+$/, ".$&.simple-init");
    assert.ok(isTemporary(staged), staged);
    assert.ok(!isReadByOthers(staged), staged);
    assert.ok(!isTemporary(path), path);
    if (!path.startsWith("var/lib/simple-init/")) assert.ok(isReadByOthers(path), path);
  }
});

Deno.test("in a home a directory that is staged is read by nobody, and the real one by sshd", () => {
  for (const home of ["root", "home/bob"]) {
    assert.ok(isReadByOthers(`${home}/.ssh`));
    assert.ok(!isReadByOthers(`${home}/..ssh.simple-init`));
  }
});

Deno.test("in a directory that is not known everything is read", () => {
  assert.ok(isReadByOthers("etc/unknown/.x.simple-init"));
});
