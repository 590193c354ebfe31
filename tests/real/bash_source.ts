/**
 * Has bash source a text, in a shell that can do nothing but assign.
 *
 * @module
 */
import { run } from "./_run.ts";

export interface Sourced {
  /** What the text assigned, by name; an array `a` as `a[0]`, `a[1]`, … */
  readonly variables: Map<string, string>;
  /** What is more than assigning: a command, an expansion, output, an error. Empty for a text that does nothing else. */
  readonly complaints: string[];
}

/**
 * Sources a text with the machine's bash: restricted, without environment, directory to write to, builtins or search
 * path; as root also without network and as nobody. The shell's trace tells what it did.
 */
export function sourceWithBash(text: string): Sourced {
  const directory = Deno.makeTempDirSync();
  const end = `end_${crypto.randomUUID().replaceAll("-", "")}`;
  try {
    Deno.writeTextFileSync(`${directory}/driver`, driver(end), { mode: 0o644 });
    Deno.writeTextFileSync(`${directory}/text`, text, { mode: 0o644 });
    Deno.chmodSync(directory, 0o555);
    const { code, output, errors } = run("timeout", ["5", ...confined(directory)], "bash and util-linux");
    const [printed = "", ...dump] = output.split(`${end}\0`);
    const complaints = [
      ...lexicalComplaints(text),
      ...traceComplaints(errors, end),
      ...(printed === "" ? [] : [`output: ${JSON.stringify(printed)}`]),
      ...(code === 0 ? [] : [`exit status ${code}`]),
      ...(dump.length === 1 ? [] : ["the shell did not get to its end"]),
    ];
    return { variables: parseDump(dump[0] ?? ""), complaints };
  } finally {
    Deno.chmodSync(directory, 0o755);
    Deno.removeSync(directory, { recursive: true });
  }
}

/** The command line that runs the text. Bash reads the driver, named by BASH_ENV, before restrictions begin. */
function confined(directory: string): string[] {
  const nobody = ["unshare", "--net", "--setgid", "65534", "--setuid", "65534", "--"];
  return [
    ...(Deno.uid() === 0 ? nobody : []),
    ...["env", "-i", `--chdir=${directory}`, "PATH=", "BASH_ENV=./driver", "LC_ALL=C.UTF-8"],
    ...["/bin/bash", "--noprofile", "--norc", "-r", "text"],
  ];
}

const TRACE = "@trace@ ";
const STARTED = "enable -n enable set";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"];
const ALL_NAMES = LETTERS.map((letter) => `\${!${letter}@}`).join(" ");

/** Takes all builtins away but `printf`, which writes the variables at the end: name, value, name, value, … */
function driver(end: string): string {
  return `
dump() {
  ${end}=1
  printf '%s\\0' ${end}
  for dump_name in ${ALL_NAMES}; do
    dump_kind=\${!dump_name@a}
    if [[ " $dump_before ${end} FUNCNAME BASH_XTRACEFD " == *" $dump_name "* ]]; then dump_all=
    elif [[ $dump_kind == *[aA]* ]]; then
      dump_all="$dump_name[@]"
      dump_index=0
      for dump_value in "\${!dump_all}"; do
        printf '%s\\0%s\\0' "$dump_name[$dump_index]" "$dump_value"
        (( dump_index += 1 ))
      done
    else
      printf '%s\\0%s\\0' "$dump_name" "\${!dump_name}"
    fi
  done
}
trap dump EXIT
dump_name= dump_all= dump_index= dump_value= dump_kind= builtin_name= dump_before= _=
while read -r builtin_name; do
  [[ $builtin_name == @(printf|enable|set|read|readonly) ]] || enable -n "$builtin_name"
done <<<"$(compgen -b)"
dump_before=$(printf '%s ' ${ALL_NAMES})
readonly dump_before IFS PATH PS4='${TRACE}' BASH_XTRACEFD=2
set -x
enable -n read readonly
${STARTED}
`;
}

/** An assignment as the trace writes it: one word of quoted and plain parts, or an array as it stood in the text. */
const ASSIGNMENT =
  /^[A-Za-z_]\w*(?:\[\w+\])?\+?=(?:\((?:"(?:[^"\\]|\\[^])*"|'[^']*'|[^"'()])*\)|(?:'[^']*'|\$'(?:[^'\\]|\\[^])*'|\\[^]|[^\s'"\\()])*)$/;

/** What the trace on standard error has beside assignments: commands, and errors such as one not found. */
function traceComplaints(errors: string, end: string): string[] {
  const start = errors.indexOf(`${TRACE}${STARTED}\n`);
  const stop = errors.lastIndexOf(`${TRACE}dump\n`, errors.indexOf(`${TRACE}${end}=1\n`));
  const [, ...records] = errors.slice(start, stop === -1 ? undefined : stop).split(TRACE).slice(1);
  return records.flatMap((record) => {
    const did = record.replace(/\n$/, "");
    return ASSIGNMENT.test(did) ? [] : [`ran: ${did}`];
  });
}

/** Quoted parts, escapes and comments, none of which can do anything. */
const INERT = /'[^']*'|\\[^]|(?<=^|\s)#[^\n]*|"(?:[^"\\$`]|\\[^])*"|[^'"\\#]+|#/gy;

/** What the trace does not show: expansions, redirections, functions, several commands a line. */
function lexicalComplaints(text: string): string[] {
  let at = 0;
  for (const [part] of text.matchAll(INERT)) {
    at += part.length;
    const active = /^['"\\#]/.test(part) ? undefined : /[$`<>&|;{}*?~]|\(\s*\)/.exec(part)?.[0];
    if (active !== undefined) return [`has ${active}`];
  }
  return at === text.length ? [] : [`expands, or does not end: ${JSON.stringify(text.slice(at, at + 40))}`];
}

function parseDump(dump: string): Map<string, string> {
  const parts = dump.split("\0").slice(0, -1);
  return new Map(
    parts.flatMap((name, index) => index % 2 === 0 ? [[name, parts[index + 1]!] as const] : []),
  );
}
