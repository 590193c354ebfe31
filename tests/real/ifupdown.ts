/**
 * The real ifupdown: what it understands of a tree's `/etc/network`. Needs root and the packages ifupdown, ifenslave and
 * vlan.
 *
 * @module
 */
import { run } from "./_run.ts";

interface Stanza {
  readonly name: string;
  readonly kind: string;
  readonly options: (readonly [key: string, value: string])[];
}

/** Options of the methods themselves, from interfaces(5) of ifupdown 0.8. */
const METHOD_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  "inet loopback": [],
  "inet manual": ["hwaddress", "mtu"],
  "inet static": ["address", "gateway", "metric", "hwaddress", "mtu"],
  "inet dhcp": ["hostname", "metric", "client", "hwaddress"],
  "inet6 manual": ["hwaddress", "mtu"],
  "inet6 static": [
    "address",
    "gateway",
    "metric",
    "hwaddress",
    "mtu",
    "accept_ra",
    "autoconf",
    "dad-attempts",
  ],
  "inet6 auto": ["privext", "accept_ra", "dhcp", "ll-attempts"],
  "inet6 dhcp": ["hwaddress", "accept_ra", "autoconf", "ll-attempts"],
};

/** Of every method, and of resolvconf, which is not installed where this runs. */
const COMMON_OPTIONS = ["pre-up", "up", "down", "post-down", "dns-nameservers", "dns-search"];

/**
 * What ifupdown, or a script of its `if-*.d`, does not understand of `treeDir/etc/network/interfaces` and the files that
 * it sources; and links that it does not see. Empty: it understands everything. Nothing is brought up.
 */
export function ifupdownAccepts(treeDir: string): string[] {
  const copy = Deno.makeTempDirSync();
  try {
    const { main, texts } = copyInterfaces(treeDir, copy);
    const stanzas = texts.flatMap(parseStanzas);
    const names = [...new Set(stanzas.map(({ name }) => name))];
    const base = ["-i", main, "--state-dir", copy];
    return [
      ...complaintsAboutList(base, texts),
      ...names.flatMap((name) => complaintsAboutLink(base, name, stanzas)),
      ...complaintsOf("ifup", ["-n", "-v", "-a", "--force", ...base]).complaints,
      ...stanzas.flatMap(unknownOptions),
    ];
  } finally {
    Deno.removeSync(copy, { recursive: true });
  }
}

/** Copies the files of `/etc/network`, with the paths of `source` below the copy. */
function copyInterfaces(treeDir: string, copy: string): { main: string; texts: string[] } {
  const main = `${copy}/interfaces`;
  const text = Deno.readTextFileSync(`${treeDir}/etc/network/interfaces`);
  Deno.writeTextFileSync(main, text.replaceAll("/etc/network/", `${copy}/`));
  const names = listed(`${treeDir}/etc/network/interfaces.d`);
  Deno.mkdirSync(`${copy}/interfaces.d`);
  for (const name of names) {
    Deno.copyFileSync(`${treeDir}/etc/network/interfaces.d/${name}`, `${copy}/interfaces.d/${name}`);
  }
  return {
    main,
    texts: [text, ...names.map((name) => Deno.readTextFileSync(`${copy}/interfaces.d/${name}`))],
  };
}

function listed(directory: string): string[] {
  try {
    return [...Deno.readDirSync(directory)].map(({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function parseStanzas(text: string): Stanza[] {
  const stanzas: Stanza[] = [];
  for (const line of text.split("\n").map((line) => line.trim())) {
    const [, keyword = "", value = ""] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
    if (keyword === "iface") {
      const [name = "", ...kind] = value.split(" ");
      stanzas.push({ name, kind: kind.join(" "), options: [] });
    } else if (!/^(?:|#.*|auto|no-auto-down|allow-.*|source)$/.test(keyword)) {
      stanzas.at(-1)?.options.push([keyword, value]);
    }
  }
  return stanzas;
}

/** The links that `ifup -a` would bring up are those that the texts say, in the order of the files. */
function complaintsAboutList(base: readonly string[], texts: readonly string[]): string[] {
  const { output, complaints } = complaintsOf("ifquery", ["--list", "-a", ...base]);
  // An operator's pattern begins with a slash, and stands for the devices of this machine that it matches.
  const expected = texts.flatMap((text) =>
    [...text.matchAll(/^auto ([^\s/]\S*)$/gm)].map(([, name]) => name)
  );
  const seen = output.trim().split("\n");
  return seen.join() === expected.join()
    ? complaints
    : [...complaints, `ifquery lists ${seen}, not ${expected}`];
}

/** Every option of the link is in what ifquery prints, and ifup has commands for each of its stanzas. */
function complaintsAboutLink(base: readonly string[], name: string, all: readonly Stanza[]): string[] {
  const stanzas = all.filter((stanza) => stanza.name === name);
  const query = complaintsOf("ifquery", [...base, name]);
  const up = complaintsOf("ifup", ["-n", "-v", "--force", ...base, name]);
  const lines = query.output.split("\n");
  const lost = stanzas.flatMap(({ options }) => options)
    .map(([key, value]) => `${key}: ${key === "address" ? value.split("/")[0] : value}`)
    .filter((line) => !lines.includes(line));
  const skipped = stanzas.map(({ kind }) => `configuring interface ${name}=${name} (${kind.split(" ")[0]})`)
    .filter((line) => !up.errors.includes(line));
  return [
    ...query.complaints,
    ...up.complaints,
    ...lost.map((line) => `ifquery does not know of ${name}: ${line}`),
    ...skipped.map((line) => `ifup does not say: ${line}`),
  ];
}

/** Runs a program of ifupdown; a complaint is its exit status, or any line of its own on standard error. */
function complaintsOf(
  program: "ifup" | "ifquery",
  args: readonly string[],
): { output: string; errors: string; complaints: string[] } {
  const { code, output, errors } = run(program, args, "ifupdown");
  const said = errors.split("\n").filter((line) =>
    line.startsWith(`${program}: `) && !/^\w+: (?:configuring interface|parsing file) /.test(line)
  );
  return {
    output,
    errors,
    complaints: code === 0 ? said : [...said, `${program} exits with ${code}: ${errors}`],
  };
}

/** Options that neither the stanza's method nor a script of `if-*.d` knows, which ifup takes without a word. */
function unknownOptions({ name, kind, options }: Stanza): string[] {
  const known = [...COMMON_OPTIONS, ...METHOD_OPTIONS[kind] ?? []];
  return options.map(([key]) => key)
    .filter((key) =>
      !known.includes(key) && !scriptVariables().has(`IF_${key.toUpperCase().replaceAll("-", "_")}`)
    )
    .map((key) => `nothing knows the option ${key} of ${name} (${kind})`);
}

/** The variables of options that the installed scripts read. */
function scriptVariables(): Set<string> {
  const scripts = ["ifenslave", "vlan"].map((name) => `/etc/network/if-pre-up.d/${name}`);
  return new Set(scripts.flatMap((path) => Deno.readTextFileSync(path).match(/IF_[A-Z0-9_]+/g) ?? []));
}
