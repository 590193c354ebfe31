import assert from "node:assert/strict";
import { CompileError } from "../../shims/compile/fault.ts";
import { lazy } from "../../shims/compile/lazy.ts";

const MODULE = "file:///project/lib/stacks/mod.ts";
const RUNTIME = "file:///project/lib/system/quickjs.ts";

Deno.test("lazy: a part is read by the function that hands it out", () => {
  const text = `import * as aCode from "./a/mod.ts";
import { facts } from "../facts.ts";
import type { Row } from "./row.ts";

export const ROWS: Row[] = [{ ...facts, code: () => aCode }];
export const part = (): typeof aCode => aCode;
`;
  assert.equal(
    lazy(text, MODULE, RUNTIME),
    `import { loaded } from "${RUNTIME}";
import { facts } from "file:///project/lib/facts.ts";
import type { Row } from "file:///project/lib/stacks/row.ts";

export const ROWS: Row[] = [{ ...facts, code: () => loaded(import("file:///project/lib/stacks/a/mod.ts")) }];
export const part = () => loaded(import("file:///project/lib/stacks/a/mod.ts"));
`,
  );
});

const REFUSED: readonly [what: string, text: string, message: RegExp][] = [
  ["no part", 'import { facts } from "./facts.ts";\n', /has no parts to be read on demand\.$/],
  [
    "a part that is used at once",
    'import * as code from "./a.ts";\ncode.start();\n',
    /does more with "code" than/,
  ],
];

for (const [what, text, message] of REFUSED) {
  Deno.test(`lazy: a module with ${what} is refused`, () => {
    assert.throws(
      () => lazy(text, MODULE, RUNTIME),
      (error) => error instanceof CompileError && message.test(error.message),
    );
  });
}
