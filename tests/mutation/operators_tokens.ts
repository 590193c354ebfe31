/**
 * Operators that put one token in another's place.
 *
 * @module
 */
import ts from "typescript";
import { type Edit, type Operator, replaced } from "./edit.ts";

/** Text of a token → of those that may be in its place. */
type Swaps = Readonly<Record<string, string>>;

const COMPARISONS: Swaps = { "<": ">", ">": "<", "<=": ">=", ">=": "<=" };
const BOUNDARIES: Swaps = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };
const EQUALITIES: Swaps = { "===": "!==", "!==": "===" };
const LOGIC: Swaps = { "&&": "||", "||": "&&" };
const ARITHMETIC: Swaps = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "+=": "-=",
  "-=": "+=",
  "&": "|",
  "|": "&",
  "<<": ">>",
  ">>": "<<",
  ">>>": "<<",
};
const METHODS: Swaps = {
  every: "some",
  some: "every",
  startsWith: "endsWith",
  endsWith: "startsWith",
  find: "findLast",
  findLast: "find",
  indexOf: "lastIndexOf",
  lastIndexOf: "indexOf",
  max: "min",
  min: "max",
};

const isText = (node: ts.Node) => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

export const TOKEN_OPERATORS: Readonly<Record<string, Operator>> = {
  comparison: (node) => swapped(node, COMPARISONS),
  boundary: (node) => swapped(node, BOUNDARIES),
  equality: (node) => swapped(node, EQUALITIES),
  logic: (node) => [...swapped(node, LOGIC), ...withoutDefault(node)],
  // Texts cannot be subtracted: the types would refuse it.
  arithmetic: (node) =>
    ts.isBinaryExpression(node) && [node.left, node.right].some(isText) ? [] : swapped(node, ARITHMETIC),
  boolean,
  number,
  string,
  method,
  chaining,
};

function swapped(node: ts.Node, swaps: Swaps): Edit[] {
  if (!ts.isBinaryExpression(node)) return [];
  const other = swaps[node.operatorToken.getText()];
  return other === undefined ? [] : replaced(node.operatorToken, other);
}

/** In parentheses, since `??` beside `&&` is no program. */
function withoutDefault(node: ts.Node): Edit[] {
  if (!ts.isBinaryExpression(node) || node.operatorToken.getText() !== "??") return [];
  return replaced(node, `((${node.left.getText()}) && ${node.right.getText()})`);
}

function boolean(node: ts.Node): Edit[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return replaced(node, "false");
  return node.kind === ts.SyntaxKind.FalseKeyword ? replaced(node, "true") : [];
}

function number(node: ts.Node): Edit[] {
  if (ts.isBigIntLiteral(node)) return nextTo(node, BigInt(node.text.slice(0, -1)), "n");
  return ts.isNumericLiteral(node) && /^\d+$/.test(node.text) ? nextTo(node, BigInt(node.text), "") : [];
}

function nextTo(node: ts.Node, value: bigint, suffix: string): Edit[] {
  const values = value === 0n ? [1n] : [value + 1n, value - 1n];
  return replaced(node, ...values.map((next) => `${next}${suffix}`));
}

function string(node: ts.Node): Edit[] {
  if (!isText(node)) return [];
  return replaced(node, node.getText().length > 2 ? '""' : '"mutant"');
}

function method(node: ts.Node): Edit[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { name } = node.expression;
  if (isSearchForEqual(node)) return [];
  return Object.hasOwn(METHODS, name.text) ? replaced(name, METHODS[name.text]!) : [];
}

/** `a.find((b) => b === c)`: the first and the last that are equal to one value are equal. */
function isSearchForEqual({ arguments: [test] }: ts.CallExpression): boolean {
  if (test === undefined || !ts.isArrowFunction(test) || !ts.isBinaryExpression(test.body)) return false;
  const { left, operatorToken, right } = test.body;
  const [item] = test.parameters;
  return operatorToken.getText() === "===" && item?.name.getText() === left.getText() &&
    ts.isIdentifier(right);
}

function chaining(node: ts.Node): Edit[] {
  if (
    !ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node) && !ts.isCallExpression(node)
  ) {
    return [];
  }
  const { questionDotToken: token } = node;
  return token === undefined ? [] : replaced(token, ts.isPropertyAccessExpression(node) ? "." : "");
}
