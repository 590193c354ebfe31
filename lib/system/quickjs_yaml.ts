/** What the library for YAML is in the static binary: itself, each half read when it is asked for. */
import type * as Yaml from "@std/yaml";
import { loaded } from "./quickjs.ts";

export function parseAll(...args: Parameters<typeof Yaml.parseAll>): ReturnType<typeof Yaml.parseAll> {
  return loaded(import("../std/yaml_parse.ts")).parseAll(...args);
}

export function stringify(...args: Parameters<typeof Yaml.stringify>): ReturnType<typeof Yaml.stringify> {
  return loaded(import("../std/yaml_stringify.ts")).stringify(...args);
}
