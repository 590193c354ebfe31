/** A reason why nothing can be built, that the person who builds can do something about. The message says what. */
export class CompileError extends Error {
  override readonly name = "CompileError";
}
