/**
 * Operators that take a part away, or put a constant in its place.
 *
 * @module
 */
import ts from "typescript";
import { type Edit, type Operator, replaced, withoutItem } from "./edit.ts";

/** What returns the same kind of value as it is called on. */
const STEPS = new Set([
  "filter",
  "reverse",
  "slice",
  "sort",
  "toLowerCase",
  "toReversed",
  "toSorted",
  "trim",
  "trimEnd",
  "trimStart",
]);

/** What returns a list. */
const LISTS = new Set([...STEPS, "flatMap", "map", "split"]);

export const PART_OPERATORS: Readonly<Record<string, Operator>> = {
  negation,
  condition,
  fallback,
  statement: (node) => isStep(node) ? replaced(node, ";") : [],
  else: (node) => ts.isIfStatement(node) && node.elseStatement !== undefined ? [withoutElse(node)] : [],
  return: returned,
  element: (node) => itemOf(node, ts.isArrayLiteralExpression, (item) => !ts.isSpreadElement(item)),
  property: (node) => itemOf(node, ts.isObjectLiteralExpression, (item) => !ts.isSpreadAssignment(item)),
  spread: (node) => ts.isSpreadElement(node) || ts.isSpreadAssignment(node) ? [withoutSpread(node)] : [],
  step,
  // What begins or ends with any characters does so where the line does, and the texts are names and lines.
  anchor: (node) => inPattern(node, /(?<!\\|\[)\^(?!\(?\.[+*])|(?<!\\|\.[+*]\)?)\$/g, () => ""),
  repetition: (node) => inPattern(node, /(?<![\\(])[+*]/g, (sign) => sign === "+" ? "*" : "+"),
};

function negation(node: ts.Node): Edit[] {
  if (!ts.isPrefixUnaryExpression(node) || node.operator !== ts.SyntaxKind.ExclamationToken) return [];
  return replaced(node, node.operand.getText());
}

/** A loop whose condition always holds would only be a timeout. */
function condition(node: ts.Node): Edit[] {
  if (ts.isIfStatement(node)) return replaced(node.expression, "true", "false");
  if (ts.isConditionalExpression(node)) return replaced(node.condition, "true", "false");
  return ts.isWhileStatement(node) ? replaced(node.expression, "false") : [];
}

function fallback(node: ts.Node): Edit[] {
  if (!ts.isBinaryExpression(node) || !["??", "||", "&&"].includes(node.operatorToken.getText())) return [];
  const { left, right, end } = node;
  return [{ start: left.end, end, text: "" }, { start: node.getStart(), end: right.getStart(), text: "" }];
}

function isStep(node: ts.Node): boolean {
  return [ts.isExpressionStatement, ts.isThrowStatement, ts.isContinueStatement, ts.isBreakStatement].some(
    (isKind) => isKind(node),
  );
}

function withoutElse({ thenStatement, end }: ts.IfStatement): Edit {
  return { start: thenStatement.end, end, text: "" };
}

function returned(node: ts.Node): Edit[] {
  const value = valueOf(node);
  if (value === undefined || value.getText() === "undefined") return [];
  return replaced(value, isList(value) ? "[]" : "undefined");
}

function valueOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isReturnStatement(node)) return node.expression;
  return ts.isArrowFunction(node) && !ts.isBlock(node.body) ? node.body : undefined;
}

function isList(node: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(node)) return node.elements.length > 0;
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) &&
    LISTS.has(node.expression.name.text);
}

type Literal = ts.ArrayLiteralExpression | ts.ObjectLiteralExpression;

/** Without the node, where it is an item of such a literal. */
function itemOf(
  node: ts.Node,
  isLiteral: (parent: ts.Node) => parent is Literal,
  mayGo: (item: ts.Node) => boolean,
): Edit[] {
  const { parent } = node;
  if (parent === undefined || !isLiteral(parent) || !mayGo(node)) return [];
  return [withoutItem(itemsOf(parent), node)];
}

function itemsOf(literal: Literal): ts.NodeArray<ts.Node> {
  return ts.isArrayLiteralExpression(literal) ? literal.elements : literal.properties;
}

function withoutSpread(node: ts.SpreadElement | ts.SpreadAssignment): Edit {
  const { parent } = node;
  if (ts.isCallExpression(parent)) return withoutItem(parent.arguments, node);
  if (ts.isNewExpression(parent)) return withoutItem(parent.arguments!, node);
  return withoutItem(itemsOf(parent as Literal), node);
}

function step(node: ts.Node): Edit[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression } = node.expression;
  return STEPS.has(name.text) ? [{ start: expression.end, end: node.end, text: "" }] : [];
}

function inPattern(node: ts.Node, sign: RegExp, change: (sign: string) => string): Edit[] {
  if (!ts.isRegularExpressionLiteral(node)) return [];
  const pattern = node.text.slice(0, node.text.lastIndexOf("/"));
  return [...pattern.matchAll(sign)].map(({ 0: text, index }) => {
    const start = node.getStart() + index;
    return { start, end: start + text.length, text: change(text) };
  });
}
