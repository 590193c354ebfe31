/**
 * The programs that a test runs on this machine, and Debian's packages that have them.
 *
 * @module
 */
import $ from "dax";

/** Fails with the packages to install where any of the programs, given with their packages, is missing. */
export async function requirePrograms(packages: Readonly<Record<string, string>>): Promise<void> {
  const programs = Object.keys(packages);
  const found = await Promise.all(programs.map((program) => $.which(program)));
  const missing = programs.filter((_, index) => found[index] === undefined);
  if (missing.length === 0) return;
  const install = [...new Set(missing.map((program) => packages[program]))].join(" ");
  throw new Error(`this test needs ${missing.join(", ")}; run apt-get install ${install}`);
}
