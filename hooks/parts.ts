/**
 * What only an image's build needs. A binary reads it when it is asked for (shims/compile/lazy.ts).
 *
 * @module
 */
import * as hookTable from "./mod.ts";

export const table = (): typeof hookTable => hookTable;
