/**
 * The host name: `/etc/hostname`, `/etc/hosts` and the running kernel.
 *
 * @module
 */
import { kernelHostName, shortHostName } from "../host_name.ts";
import type { Ip } from "../ip.ts";
import type { Link, NetworkConfig, Route } from "../network.ts";
import { noteOn, type Problem, quote } from "../problem.ts";
import type { System } from "../system/system.ts";
import { type Change, type FileChange, KERNEL_HOST_NAME } from "./change.ts";
import { type EditedFile, planEdit } from "./text_file.ts";
import type { Planned } from "./network_files.ts";

/** Where the name that was set last is kept, to tell an operator's choice from our own. */
const LAST_NAME = "/var/lib/simple-init/hostname";
const HOST_NAME_FILE = "/etc/hostname";

export interface HostNameOptions {
  /** With its domain, where there is one. */
  readonly name: string;
  /** What the name shall resolve to; `unknown`: what it does already. */
  readonly address: Ip | "unknown" | undefined;
  /** The kernel's name is this machine's own: not below another root. */
  readonly kernel: boolean;
}

/**
 * The static address that the machine is known by: of the link with the default route, so that it stays the same when a
 * card is added, else the first; IPv4 before IPv6.
 */
export function mainAddress({ links }: NetworkConfig): Ip | undefined {
  const all = (among: readonly Link[]) => among.flatMap(({ addresses }) => addresses.map(({ ip }) => ip));
  const of = (family: 4 | 6) => {
    const isDefault = ({ destination: { ip, length } }: Route) => ip.family === family && length === 0;
    const routing = links.filter(({ routes }) => routes.some(isDefault));
    return [...all(routing), ...all(links)].find((ip) => ip.family === family);
  };
  return of(4) ?? of(6);
}

/** The changes that give the machine its name, unless an operator has changed the one that was set before. */
export function planHostName(system: System, { name, address, kernel }: HostNameOptions): Planned<Change> {
  const wanted = kernelHostName(name);
  const current = readLine(system, HOST_NAME_FILE);
  const last = readLine(system, LAST_NAME);
  if (last !== undefined && current !== undefined && current !== last && current !== wanted) {
    return { changes: [], problems: [operatorsName(current, wanted)] };
  }
  const edit = (file: Omit<EditedFile, "purpose">) => planEdit(system, { purpose: "host name", ...file });
  const own = edit({ path: HOST_NAME_FILE, edit: () => `${wanted}\n` });
  const hosts = edit({ path: "/etc/hosts", edit: (text) => editHosts(text, name, address) });
  // Where the name itself is not set, a later run would take the old one for an operator's choice.
  const note = isProblem(own)
    ? undefined
    : edit({ path: LAST_NAME, edit: () => `${wanted}\n`, needs: [HOST_NAME_FILE] });
  const edits = [own, note, hosts].filter((planned) => planned !== undefined);
  return {
    changes: [
      ...edits.flatMap((planned) => isProblem(planned) ? [] : planned),
      ...(kernel ? planKernelName(system, wanted) : []),
    ],
    problems: edits.filter(isProblem),
  };
}

function isProblem(planned: FileChange | Problem | undefined): planned is Problem {
  return planned !== undefined && "severity" in planned;
}

function readLine(system: System, path: string): string | undefined {
  const text = system.lstat(path)?.kind === "file" ? system.readText(path)?.trim() : undefined;
  return text === "" ? undefined : text;
}

function operatorsName(current: string, wanted: string): Problem {
  return noteOn(
    HOST_NAME_FILE,
    `somebody changed the host name to ${quote(current)} after simple-init had set it`,
    `it is kept; delete ${LAST_NAME} to have "${wanted}" set`,
  );
}

function planKernelName(system: System, after: string): Change[] {
  const before = readLine(system, KERNEL_HOST_NAME);
  // In a chroot without /proc there is no kernel to tell.
  if (before === undefined || before === after) return [];
  return [{ kind: "set kernel host name", purpose: "host name", path: KERNEL_HOST_NAME, before, after }];
}

const OUR_LINE = /# simple-init$/;
const NEW_HOSTS = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n";

/** Debian's convention for a name without a fixed address. */
const OWN_LOOPBACK = "127.0.1.1";

/**
 * `hosts(5)` with one line of ours that maps the full and the short name. There is none where the operator's own lines
 * map the name already.
 */
export function editHosts(
  text: string | undefined,
  name: string,
  address: HostNameOptions["address"],
): string {
  const before = text ?? NEW_HOSTS;
  const own = before.split("\n").find((line) => OUR_LINE.test(line));
  if (address === "unknown" && own !== undefined && namesOf(own).includes(name)) return before;
  const lines = before.split("\n").filter((line) => !OUR_LINE.test(line));
  if (lines.some((line) => namesOf(line).includes(name))) return lines.join("\n");
  const names = [...new Set([name, shortHostName(name)])].join(" ");
  const target = typeof address === "object" ? address.text : OWN_LOOPBACK;
  const ours = `${target}\t${names}\t# simple-init`;
  const last = lines.length > 0 && lines.at(-1) === "" ? lines.pop() : "";
  return [...lines, ours, last].join("\n");
}

function namesOf(line: string): string[] {
  return line.replace(/#.*/, "").trim().split(/\s+/).slice(1);
}
