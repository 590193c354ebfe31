/**
 * The mutants of a source file: each differs from it in one place.
 *
 * @module
 */
import ts from "typescript";
import { applied, type Edit, type Operator } from "./edit.ts";
import { PART_OPERATORS } from "./operators_parts.ts";
import { TOKEN_OPERATORS } from "./operators_tokens.ts";

export const OPERATORS: Readonly<Record<string, Operator>> = { ...TOKEN_OPERATORS, ...PART_OPERATORS };

export interface Mutant extends Edit {
  /** Relative to the project. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly operator: string;
  /** What was there instead of `text`. */
  readonly before: string;
}

/** All mutants of a file, also those that do not parse; see {@link parses}. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  return nodesOf(tree).flatMap((node) =>
    Object.entries(OPERATORS).flatMap(([operator, find]) =>
      find(node).map((edit) => ({
        ...edit,
        file,
        line: tree.getLineAndCharacterOfPosition(edit.start).line + 1,
        operator,
        before: source.slice(edit.start, edit.end),
      }))
    )
  );
}

/** Types say nothing about what a program does, and without its imports it does nothing. */
function isSilent(node: ts.Node): boolean {
  return [
    ts.isTypeNode,
    ts.isTypeAliasDeclaration,
    ts.isInterfaceDeclaration,
    ts.isImportDeclaration,
    ts.isExportDeclaration,
  ].some((isKind) => isKind(node));
}

/** What a file does when it is the program: the tests of `tests/real` start files, those that run here import them. */
function isStart(node: ts.Node): boolean {
  return ts.isIfStatement(node) && node.expression.getText() === "import.meta.main";
}

function nodesOf(node: ts.Node): ts.Node[] {
  if (isSilent(node) || isStart(node)) return [];
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return [node, ...children.flatMap(nodesOf)];
}

/** Whether a mutant of this text is a program at all. */
export function parses(mutant: Mutant, source: string): boolean {
  const { diagnostics = [] } = ts.transpileModule(applied(source, mutant), {
    fileName: mutant.file,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.Latest },
  });
  return diagnostics.length === 0;
}
