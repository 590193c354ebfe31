/** What the library for YAML is in the static binary: itself, read when it is asked for. */
import type * as Yaml from "@std/yaml";
import { loaded } from "./quickjs.ts";

const library = (): typeof Yaml => loaded(import("@std/yaml"));

export function parseAll(...args: Parameters<typeof Yaml.parseAll>): ReturnType<typeof Yaml.parseAll> {
  return library().parseAll(...args);
}

export function stringify(...args: Parameters<typeof Yaml.stringify>): ReturnType<typeof Yaml.stringify> {
  return library().stringify(...args);
}
