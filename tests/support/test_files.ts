/**
 * The project's test modules, and one module that runs them all.
 *
 * @module
 */
import { join, resolve } from "@std/path";

/** Their tests are for root, with Debian's packages. */
const NEED_ROOT = ["tests/real", "tests/online", "tests/e2e"];

/** What Deno lets the tests without root do. */
export const PERMISSIONS = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-run",
] as const;

/** The test modules below a directory that need no root, sorted; paths are relative to the project. */
export function testFiles(project: string, directory = "tests"): string[] {
  return [...Deno.readDirSync(resolve(project, directory))].flatMap(({ name, isDirectory }) => {
    const path = join(directory, name);
    if (isDirectory) return NEED_ROOT.includes(path) ? [] : testFiles(project, path);
    return name.endsWith("_test.ts") ? [path] : [];
  }).sort();
}

/**
 * The text of a module that runs the tests of these files, in this order. Deno starts once for one module, not once for
 * each file, which takes a third of the processor's time away. A file that cannot be loaded is a failed test.
 */
export function oneModule(project: string, files: readonly string[]): string {
  return files.map((file) => {
    const [url, name] = [fileUrl(resolve(project, file)), `${file} can be loaded`].map((text) =>
      JSON.stringify(text)
    );
    return `await import(${url}).catch((error: unknown) => Deno.test(${name}, () => { throw error; }));\n`;
  }).join("");
}

function fileUrl(path: string): string {
  return `file://${path.split("/").map(encodeURIComponent).join("/")}`;
}
