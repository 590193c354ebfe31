/**
 * The command line of glean, OpenStack's Python program of the same purpose, in the words of this one.
 *
 * @module
 */
import arg from "arg";

/** What a command line of glean's means here. */
export type GleanCommand =
  | { readonly words: readonly string[]; readonly notes: readonly string[] }
  /** One sentence. */
  | { readonly fault: string };

const OPTIONS = {
  "--noop": Boolean,
  "-n": "--noop",
  "--distro": String,
  "--root": String,
  "--interface": String,
  "-i": "--interface",
  "--ssh": Boolean,
  "--hostname": Boolean,
  "--skip-network": Boolean,
  "--skip-dns": Boolean,
  "--use-nm": Boolean,
  "--no-dhcp-fallback": Boolean,
  "--debug": Boolean,
  "--help": Boolean,
  "-h": "--help",
} as const;

/** Unlike this program, glean writes keys and the host name only when it is told to. */
export function translateGlean(words: readonly string[]): GleanCommand {
  const options = parse(words);
  if (typeof options === "string") return { fault: options };
  if (options._.length > 0) return { fault: `glean takes options only, but got "${options._[0]}".` };
  const given = (name: keyof typeof options, ...translation: string[]) => options[name] ? translation : [];
  // glean leaves the loopback alone when it is named.
  const withoutNetwork = options["--skip-network"] || options["--interface"] === "lo";
  return {
    words: [
      options["--noop"] ? "plan" : "boot",
      ...given("--help", "--help"),
      ...given("--root", `--root=${options["--root"]}`),
      ...(withoutNetwork ? ["--no-network"] : given("--interface", `--interface=${options["--interface"]}`)),
      ...(options["--ssh"] ? [] : ["--no-ssh-keys"]),
      ...(options["--hostname"] ? [] : ["--no-hostname"]),
      ...given("--skip-dns", "--no-dns"),
      ...given("--use-nm", "--network-manager"),
      ...given("--no-dhcp-fallback", "--no-dhcp-fallback"),
      ...given("--debug", "--verbose"),
    ],
    notes: given("--distro", "the option --distro is ignored: the root says what it is"),
  };
}

function parse(words: readonly string[]) {
  try {
    return arg(OPTIONS, { argv: [...words] });
  } catch (error) {
    if (!(error instanceof arg.ArgError)) throw error;
    return `${error.message.replace(/\.$/, "")}; simple-init --help lists the options that replace glean's.`;
  }
}
