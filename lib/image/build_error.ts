/** A reason for a build to stop. The message is one sentence that says what to do. */
export class BuildError extends Error {
  override readonly name = "BuildError";
  /** `status` is the exit status: 2 for a wrong command line, 1 for all else. */
  constructor(message: string, readonly status: 1 | 2 = 1) {
    super(message);
  }
}
