/** What the library for YAML is in the static binary: itself, read when it is asked for. */
import type * as Yaml from "@std/yaml";
import { loaded } from "./quickjs.ts";

const library = (): typeof Yaml => loaded(import("@std/yaml"));

export const parse =
  ((...args: Parameters<typeof Yaml.parse>) => library().parse(...args)) as typeof Yaml.parse;
export const stringify =
  ((...args: Parameters<typeof Yaml.stringify>) => library().stringify(...args)) as typeof Yaml.stringify;
