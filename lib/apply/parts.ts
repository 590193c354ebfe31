/**
 * Parts of planning changes that hardly a boot needs. A binary reads them when they are asked for (shims/compile/lazy.ts).
 *
 * @module
 */
import * as expiryPart from "./expiry.ts";

export const expiry = (): typeof expiryPart => expiryPart;
