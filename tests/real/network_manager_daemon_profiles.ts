/**
 * Has the real NetworkManager load profiles, sets of them one after the other into one daemon.
 *
 * @module
 */
import { join } from "@std/path";
import { writeFile } from "../support/trees.ts";
import { DIRECTORY, withNetworkManager } from "./network_manager_daemon.ts";

/** A profile's file. */
export interface Profile {
  readonly text: string;
  readonly mode: number;
}

/** Profiles by the names of their files. */
export type Profiles = ReadonlyMap<string, Profile>;

/**
 * `$1` has a directory of profiles for each set, and takes what the daemon made of it. Only loading is logged: the daemon
 * tries to make bonds, for which the kernel may have no module. It writes a profile anew, from what it understood, when
 * any of it is set.
 */
const SCRIPT = `
start
nmcli networking off
nmcli general logging level WARN domains SETTINGS
for set in "$1"/*; do
  find ${DIRECTORY} -type f -delete
  find "$set" -type f -exec cp -p -t ${DIRECTORY} {} +
  : >/run/daemon.log
  nmcli connection reload
  nmcli -t -e no -f UUID,FILENAME,NAME connection show >/run/list
  while IFS=: read -r uuid _; do
    nmcli connection modify uuid $uuid connection.autoconnect-priority 100 2>>/run/daemon.log || true
  done </run/list
  mkdir "$set/written"
  cp -t "$set" /run/list /run/daemon.log
  find ${DIRECTORY} -type f -exec cp -t "$set/written" {} +
done
`;

/**
 * What the daemon has against sets of profiles: what it warns of while it loads them, profiles that it does not list,
 * keys and values that are not there any more when it writes them. Empty lists: it takes all as it is.
 */
export async function daemonAccepts(sets: readonly Profiles[]): Promise<string[][]> {
  const directory = Deno.makeTempDirSync();
  try {
    const places = sets.map((_, index) => join(directory, String(index).padStart(4, "0")));
    sets.forEach((profiles, index) => layProfiles(profiles, places[index]!));
    await withNetworkManager(SCRIPT, directory);
    return sets.map((profiles, index) => judge(profiles, places[index]!));
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}

function layProfiles(profiles: Profiles, directory: string): void {
  Deno.mkdirSync(directory);
  for (const [name, { text, mode }] of profiles) writeFile(join(directory, name), text, mode);
}

function judge(profiles: Profiles, directory: string): string[] {
  const read = (name: string) => Deno.readTextFileSync(join(directory, name));
  const warnings = read("daemon.log").split("\n").filter((line) => line !== "");
  const listed = new Set(read("list").split("\n"));
  const missing = [...profiles].filter(([name, { text }]) => !listed.has(listing(name, text)))
    .map(([name]) => name);
  const changes = [...profiles].filter(([name]) => !missing.includes(name))
    .flatMap(([name, { text }]) => lost(text, read(join("written", name))).map((what) => `${name}: ${what}`));
  return [...warnings, ...missing.map((name) => `${name} is not listed`), ...changes];
}

function lost(text: string, written: string): string[] {
  if (text === written) return ["is not written anew"];
  const kept = statements(written);
  return [...statements(text)].filter((statement) => !kept.has(statement)).map((what) => `${what} is lost`);
}

/** The line of `nmcli connection show` for a profile. */
function listing(name: string, text: string): string {
  const value = (key: string) => new RegExp(`^${key}=(.*)$`, "m").exec(text)?.[1];
  return `${value("uuid")}:${join(DIRECTORY, name)}:${value("id")}`;
}

/** What NetworkManager writes since 1.46 for keys that it still reads. */
const RENAMED: Readonly<Record<string, string>> = {
  "connection.controller": "connection.master",
  "connection.port-type": "connection.slave-type",
  "connection.autoconnect-ports": "connection.autoconnect-slaves",
};

/**
 * Each `section.key=value`, keys by the names that all versions read; hardware addresses in lower case, and a gateway that
 * stands behind an address by itself.
 */
function statements(text: string): Set<string> {
  const found = new Set<string>();
  let section = "";
  for (const line of text.split("\n")) {
    const [, header, key, value = ""] = /^\[(.*)\]$|^([^#=]+)=(.*)$/.exec(line) ?? [];
    if (header !== undefined) section = header;
    if (key === undefined) continue;
    const [first = value, gateway] = /^address\d+$/.test(key) ? value.split(",") : [];
    const name = `${section}.${key}`;
    found.add(`${RENAMED[name] ?? name}=${first}`.toLowerCase());
    if (gateway !== undefined) found.add(`${section}.gateway=${gateway}`);
  }
  return found;
}
