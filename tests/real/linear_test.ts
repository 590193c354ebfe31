/** Every regular expression that meets what others wrote takes time in proportion to the text. */
import assert from "node:assert/strict";
import { checkSync } from "recheck";
import ts from "typescript";
import { fromFileUrl } from "../support/paths.ts";
import { readTree } from "../support/trees.ts";

const PROJECT = fromFileUrl(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** A check without threads and programs of its own. */
Deno.env.set("RECHECK_BACKEND", "pure");

/** What an image's build reads is the image's own. */
const IMAGE = /^(?:lib\/image\/|lib\/stacks\/[a-z_]+\/image\.ts$|lib\/system\/quickjs_modules)/;

/** Expressions that are not linear, or made of text, and why that is no harm. */
const JUSTIFIED: Readonly<Record<string, string>> = {
  "lib/config_drive/volume.ts: /[\\0 ]+$/": "a label has at most 128 characters",
  "lib/resolve/foreign_names.ts: /\\d+$/":
    "a device's name has at most 15 characters, which is looked at first",
};

interface Expression {
  readonly name: string;
  readonly source: string;
  readonly flags: string;
}

function expressionsIn(path: string, text: string): Expression[] {
  const found: Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
      const literal = node.getText();
      const end = literal.lastIndexOf("/");
      found.push({
        name: `${path}: ${literal}`,
        source: literal.slice(1, end),
        flags: literal.slice(end + 1),
      });
    } else if (ts.isNewExpression(node) && node.expression.getText() === "RegExp") {
      found.push({ name: `${path}: ${node.getText()}`, source: "", flags: "made" });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return found;
}

const EXPRESSIONS = ["lib", "hooks"].flatMap((directory) =>
  [...readTree(`${PROJECT}/${directory}`)].flatMap(([path, { text }]) =>
    path.endsWith(".ts") && !IMAGE.test(`${directory}/${path}`)
      ? expressionsIn(`${directory}/${path}`, text)
      : []
  )
);

function isLinear({ source, flags }: Expression): boolean {
  if (flags === "made") return false;
  const checked = checkSync(source, flags, { timeout: null });
  return checked.status === "safe" && ["safe", "linear"].includes(checked.complexity.type);
}

Deno.test("every regular expression is linear, or it is said why it need not be", () => {
  const unique = [...new Map(EXPRESSIONS.map((one) => [`${one.source}/${one.flags}`, one])).values()];
  assert.ok(unique.length > 60, `only ${unique.length} were found`);
  const slow = EXPRESSIONS.filter(({ flags }) => flags === "made").concat(
    unique.filter(({ flags }) => flags !== "made")
      .filter((one) => !isLinear(one)),
  );
  assert.deepEqual([...new Set(slow.map(({ name }) => name))].sort(), Object.keys(JUSTIFIED).sort());
});

Deno.test("the check finds an expression that is not linear", () => {
  const [one] = expressionsIn("x.ts", String.raw`const x = /"(?:\\.|[^"\\])*"/g;`);
  assert.equal(isLinear(one!), false);
});
