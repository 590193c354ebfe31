/**
 * Where the build has its things.
 *
 * @module
 */
import { join } from "@std/path";

export const PROJECT = decodeURIComponent(new URL("../..", import.meta.url).pathname).replace(/\/$/, "");

/** What is kept from one build to the next; it may be removed. */
export const CACHE = join(PROJECT, "dist/cache");

export const BINARIES = join(PROJECT, "dist/bin");

/** The C sources around the engine. */
export const SHELL = join(PROJECT, "shims/quickjs");
