/**
 * What NetworkManager is told to do with name servers. See NetworkManager.conf(5): files of one name hide those of
 * directories before, the main file comes before `/etc`'s directory, and the last value counts.
 *
 * @module
 */
import { readSettings } from "../_ini.ts";
import type { System } from "../../system/system.ts";

const MAIN = "/etc/NetworkManager/NetworkManager.conf";
const DIRECTORIES = ["/usr/lib", "/run", "/etc"].map((directory) => `${directory}/NetworkManager/conf.d`);

/** Where a setting was found. */
export interface FoundSetting {
  readonly value: string;
  readonly file: string;
}

export interface NetworkManagerDns {
  /** Who is told of name servers: `dns=`. */
  readonly dns?: FoundSetting;
  /** How `/etc/resolv.conf` is written: `rc-manager=`. */
  readonly rcManager?: FoundSetting;
  /** Servers that take the place of all that profiles name. */
  readonly global?: FoundSetting;
}

export function networkManagerDns(root: System): NetworkManagerDns {
  const found: { -readonly [Key in keyof NetworkManagerDns]: FoundSetting } = {};
  for (const file of filesOf(root)) {
    for (const { section, key, value } of readSettings((root.readText(file) ?? "").split("\n"))) {
      if (section === "main" && key === "dns") found.dns = { value, file };
      if (section === "main" && key === "rc-manager") found.rcManager = { value, file };
      if (section === "global-dns-domain-*" && key === "servers") found.global = { value, file };
    }
  }
  return found;
}

function filesOf(root: System): string[] {
  const paths = new Map<string, string>();
  for (const directory of DIRECTORIES) {
    for (const name of root.readDirectory(directory) ?? []) {
      if (name.endsWith(".conf")) paths.set(name, `${directory}/${name}`);
    }
  }
  const byName = [...paths].sort(([one], [other]) => one < other ? -1 : 1).map(([, path]) => path);
  const isLast = (path: string) => path.startsWith("/etc/");
  return [...byName.filter((path) => !isLast(path)), MAIN, ...byName.filter(isLast)];
}
