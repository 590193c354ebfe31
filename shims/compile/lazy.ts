/**
 * Modules of which a binary reads parts only when they are asked for.
 *
 * Under Deno such a module imports each part as `import * as part from "./part.ts"` and hands it out by a function,
 * `() => part`. In a binary the import goes, and the function reads the part.
 *
 * @module
 */
import { CompileError } from "./fault.ts";

const RELATIVE = /^((?:import|export) [^"]*? from )"(\.{1,2}\/[^"]+)"/gm;
const IMPORT = /^import \* as (\w+) from "([^"]+)";\n/gm;

/**
 * The module's text for a binary, wherever it is put.
 *
 * @param module the URL of the module
 * @param runtime the URL of the module that exports `loaded`
 * @param read the URL of the module that is read in the place of a part
 */
export function lazy(
  text: string,
  module: string,
  runtime: string,
  read: (part: string) => string = (part) => part,
): string {
  const absolute = (specifier: string) => new URL(specifier, module).href;
  const parts = new Map([...text.matchAll(IMPORT)].map(([, name, part]) => [name!, part!]));
  if (parts.size === 0) throw new CompileError(`"${module}" has no parts to be read on demand.`);
  let body = text.replaceAll(IMPORT, "");
  for (const [name, part] of parts) {
    const handedOut = new RegExp(`\\(\\)(?:: typeof ${name})? => ${name}\\b`, "g");
    body = body.replaceAll(handedOut, `() => loaded(import("${read(absolute(part))}"))`);
    if (new RegExp(`\\b${name}\\b`).test(body)) {
      throw new CompileError(
        `"${module}" does more with "${name}" than to hand it out, as in () => ${name}.`,
      );
    }
  }
  const others = body.replace(RELATIVE, (_, start, specifier) => `${start}"${absolute(specifier)}"`);
  return `import { loaded } from "${runtime}";\n${others}`;
}
