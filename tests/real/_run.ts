/**
 * Runs programs of packages that a test needs.
 *
 * @module
 */

export interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program to its end; fails with the package to install where it is missing. */
export function run(
  program: string,
  args: readonly string[],
  packages: string,
  variables: Readonly<Record<string, string>> = {},
): Outcome {
  const command = new Deno.Command(program, {
    args: [...args],
    stdin: "null",
    env: { ...variables, LC_ALL: "C" },
  });
  try {
    const { code, stdout, stderr } = command.outputSync();
    const [output, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)) as [
      string,
      string,
    ];
    return { code, output, errors };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error(`this test needs ${program}; install ${packages}`);
  }
}
