/**
 * Links that start SysV init scripts, from the header of the script: that of the LSB (`Default-Start`), or chkconfig's (`chkconfig: 2345 10 90`).
 *
 * @module
 */
import type { LinkChange } from "../apply/change.ts";
import type { System } from "../system/system.ts";

const DEFAULT_LEVELS = ["2", "3", "4", "5"];
const DEFAULT_NUMBER = 20;

export function hasScript(system: System, name: string): boolean {
  return system.stat(`/etc/init.d/${name}`)?.kind === "file";
}

/** The links that start a script in each of its runlevels that have none. */
export function planSysvLinks(system: System, name: string): LinkChange[] {
  const text = system.readText(`/etc/init.d/${name}`) ?? "";
  // What knows chkconfig alone has no runlevel S.
  const lsb = system.stat("/etc/rcS.d") !== undefined;
  const { levels, number, before } = (lsb ? undefined : chkconfigHeader(text)) ?? lsbHeader(text);
  return levels.flatMap((level) => {
    const directory = `/etc/rc${level}.d`;
    const links = system.readDirectory(directory) ?? [];
    if (links.some((link) => /^S\d\d/.test(link) && link.slice(3) === name)) return [];
    const path = `${directory}/S${`${number ?? numberBefore(links, before)}`.padStart(2, "0")}${name}`;
    return [{ kind: "make link", purpose: "image", path, target: `../init.d/${name}` }];
  });
}

interface Header {
  readonly levels: readonly string[];
  readonly number?: number;
  /** Scripts that it has to be started before. */
  readonly before: readonly string[];
}

function chkconfigHeader(text: string): Header | undefined {
  const [, levels = "-", number] = /^#\s*chkconfig:\s*(\S+)\s+(\d+)\s+\d+/m.exec(text) ?? [];
  if (number === undefined) return undefined;
  return { levels: levels === "-" ? DEFAULT_LEVELS : [...levels], number: Number(number), before: [] };
}

function lsbHeader(text: string): Header {
  const words = (key: string) =>
    (new RegExp(`^#\\s*${key}:(.*)$`, "m").exec(text)?.[1] ?? "").split(/\s+/).filter(Boolean);
  const start = words("Default-Start");
  return { levels: start.length === 0 ? DEFAULT_LEVELS : start, before: words("X-Start-Before") };
}

/** Less than the least of what it has to precede: scripts of the same number may start at the same time. */
function numberBefore(links: readonly string[], before: readonly string[]): number {
  const numbers = links.filter((link) => /^S\d\d/.test(link) && before.includes(link.slice(3)))
    .map((link) => Number(link.slice(1, 3)));
  return numbers.length === 0 ? DEFAULT_NUMBER : Math.max(Math.min(...numbers) - 1, 0);
}
