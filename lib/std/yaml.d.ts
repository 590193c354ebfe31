/** The types of std's `yaml`, which its JavaScript on npm lacks; of the options, those that are used. */
export interface ParseOptions {
  schema?: "failsafe" | "json" | "core" | "default" | "extended";
  allowDuplicateKeys?: boolean;
}

export interface StringifyOptions {
  useAnchors?: boolean;
}

export declare function parse(content: string, options?: ParseOptions): unknown;
export declare function parseAll(content: string, options?: ParseOptions): unknown;
export declare function stringify(data: unknown, options?: StringifyOptions): string;
