/**
 * What reads a drive's documents, which only a machine with a drive needs. A binary reads it when it is asked for
 * (shims/compile/lazy.ts).
 *
 * @module
 */
import * as metaDataPart from "./meta_data.ts";
import * as networkPart from "./network_data.ts";

export const metaData = (): typeof metaDataPart => metaDataPart;
export const network = (): typeof networkPart => networkPart;
