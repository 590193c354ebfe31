/**
 * What the engine of a binary has not, though the language has: see `shims/quickjs/math.c`.
 *
 * @module
 */

/** Of `Math`; its other functions need a library of 30 kB. */
const THERE = "abs|ceil|clz32|floor|fround|imul|max|min|random|round|sign|sqrt|trunc";

/** `Symbol.species` is there, but not asked by arrays: see `changes/arrays.ts`. */
const MISSING = new RegExp(
  String.raw`\bSymbol\.species\b|\bMath\.(?!(?:${THERE})\b)\w+|\bMath(?!\.)\b|(?<=[\w)\]])\*\*=?(?=[\w(+-])`,
);

/** The first word in a minified module that the engine cannot run. */
export function missingIn(module: string): string | undefined {
  return MISSING.exec(module)?.[0];
}
