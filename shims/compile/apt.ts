/**
 * Packages of another suite or architecture through apt, from the servers that this machine's own apt uses, without
 * touching its configuration.
 *
 * @module
 */
import { join } from "@std/path";
import { runTool } from "./tools.ts";

/** What to look for on the machine's servers. */
export interface Wanted {
  readonly types: "deb" | "deb-src";
  readonly suite: string;
  /** In Debian's names; needed for `deb` only. */
  readonly architecture?: string;
}

/** Options of a source that say where it is and whom to trust; the others choose what to take. */
const KEPT = new Set(["uris", "signed-by", "trusted", "allow-insecure", "check-valid-until", "allow-weak"]);

/**
 * The sources of the archive of `codename`, the machine's own suite, in deb822 format and for what is wanted. `texts`
 * are the machine's files by name: `.sources` in deb822 format, `.list` with one source a line.
 */
export function deriveSources(texts: ReadonlyMap<string, string>, codename: string, wanted: Wanted): string {
  const stanzas = [...texts].flatMap(([name, text]) =>
    name.endsWith(".sources") ? parseStanzas(text) : text.split("\n").flatMap(parseLine)
  );
  const own = stanzas.filter((fields) =>
    words(fields.get("suites")).includes(codename) && words(fields.get("components")).includes("main") &&
    !/^(?:no|false|off|0)$/i.test(fields.get("enabled") ?? "")
  );
  const derived = own.map((fields) => {
    const kept = [...fields].filter(([name]) => KEPT.has(name)).map(([name, value]) => `${name}: ${value}`);
    const architectures = wanted.architecture === undefined ? [] : [`architectures: ${wanted.architecture}`];
    return [
      `types: ${wanted.types}`,
      `suites: ${wanted.suite}`,
      "components: main",
      ...architectures,
      ...kept,
    ].join("\n");
  });
  return [...new Set(derived)].map((stanza) => `${stanza}\n`).join("\n");
}

type Fields = ReadonlyMap<string, string>;

function words(value = ""): string[] {
  return value.split(/\s+/).filter((word) => word !== "");
}

function parseStanzas(text: string): Fields[] {
  const stanzas = text.split("\n").filter((line) => !line.startsWith("#")).join("\n").split(/\n\s*\n/);
  return stanzas.map((stanza) => {
    const fields = stanza.replace(/\n(?=[ \t])/g, "\f").split("\n");
    return new Map(fields.flatMap((line): [string, string][] => {
      const [, name, value] = /^([\w-]+):(.*)$/s.exec(line) ?? [];
      return name === undefined ? [] : [[name.toLowerCase(), value!.trim().replaceAll("\f", "\n")]];
    }));
  });
}

/** `deb [signed-by=FILE] URI SUITE COMPONENT …`, which is the same as a stanza. */
function parseLine(line: string): Fields[] {
  const pattern = /^\s*deb(?:-src)?\s+(?:\[([^\]]*)\]\s*)?(\S+)\s+(\S+)\s+([^#]+)/;
  const [, options, uri = "", suite = "", components = ""] = pattern.exec(line) ?? [];
  if (uri === "") return [];
  const fields = words(options).map((option): [string, string] => {
    const [name = "", value = ""] = option.split("=");
    return [name.toLowerCase(), value.replaceAll(",", " ")];
  });
  return [new Map([...fields, ["uris", uri], ["suites", suite], ["components", components.trim()]])];
}

/** The texts of the machine's own sources, by path. */
export function readSources(): Map<string, string> {
  const directory = "/etc/apt/sources.list.d";
  const names = exists(directory) ? [...Deno.readDirSync(directory)].map(({ name }) => name).sort() : [];
  const paths = ["/etc/apt/sources.list", ...names.map((name) => join(directory, name))];
  return new Map(
    paths.filter((path) => /\.(?:list|sources)$/.test(path) && exists(path))
      .map((path) => [path, Deno.readTextFileSync(path)]),
  );
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

/** The suite of this machine: `bookworm`. */
export function machineSuite(): string {
  return /^VERSION_CODENAME=(.*)$/m.exec(Deno.readTextFileSync("/etc/os-release"))?.[1] ?? "";
}

/** Makes a configuration of apt's in `directory`, downloads the list of packages and then `download`s, into it. */
export async function aptDownload(
  directory: string,
  sources: string,
  wanted: Wanted,
  ...names: readonly string[]
): Promise<void> {
  for (const path of ["lists/partial", "archives/partial", "sources"]) {
    Deno.mkdirSync(join(directory, path), { recursive: true });
  }
  Deno.writeTextFileSync(join(directory, "sources/derived.sources"), sources);
  const settings = {
    "Dir::State::Lists": join(directory, "lists"),
    "Dir::Cache": directory,
    "Dir::Etc::SourceList": "/dev/null",
    "Dir::Etc::SourceParts": join(directory, "sources"),
    "APT::Sandbox::User": "root",
    "APT::Default-Release": "",
    ...(wanted.architecture === undefined ? {} : { "APT::Architectures": wanted.architecture }),
    ...(wanted.architecture === undefined ? {} : { "APT::Architecture": wanted.architecture }),
  };
  const options = Object.entries(settings).flatMap(([setting, value]) => ["-o", `${setting}=${value}`]);
  const download = wanted.types === "deb" ? ["download"] : ["source", "--download-only"];
  await runTool(directory, ["apt-get", ...options, "--error-on=any", "update"]);
  await runTool(directory, ["apt-get", ...options, ...download, ...names]);
}
