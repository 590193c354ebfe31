/**
 * Where the program's words go: behind an interface, as the runtimes differ and tests want to read them.
 *
 * @module
 */
export interface Terminal {
  /** One line, without its end. */
  out(line: string): void;
  err(line: string): void;
  /** Standard output is a terminal that shows colours, and NO_COLOR is not set. */
  readonly color: boolean;
}
