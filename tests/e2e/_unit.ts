/**
 * What systemd knows of our unit in a booted machine.
 *
 * @module
 */
import type { Machine } from "./_machine.ts";

export interface UnitState {
  /** `success`, or systemd's word for what went wrong. */
  readonly result: string;
  /** From its start, or from when udev was done with the last device that it came to before the unit's end, to that. */
  readonly seconds: number;
  /** When it ended, by the guest's clock: seconds since it runs. */
  readonly end: number;
  /** Whether it was done before what configures the network could start. */
  readonly isBeforeNetwork: boolean;
  /** What the program said, a line each, but that it waits, which it says where the machine is slow. */
  readonly said: readonly string[];
}

const UNIT = "simple-init.service";

export async function readUnit({ agent }: Machine): Promise<UnitState> {
  const own = await properties(agent, UNIT);
  const network = await properties(agent, "network-pre.target");
  const seconds = (name: string) => Number(own(name)) / 1e6;
  const [start, end] = [seconds("InactiveExitTimestampMonotonic"), seconds("ExecMainExitTimestampMonotonic")];
  const ofUdev = [...(await udevTimes(agent)).values()].filter((time) => time < end);
  // Not by _COMM, which the journal does not know of a program that has ended before it looks.
  const said = await agent.run(`journalctl --boot --output=cat --unit=${UNIT} _TRANSPORT=stdout`);
  return {
    result: own("Result"),
    seconds: end - Math.max(start, ...ofUdev),
    end,
    isBeforeNetwork: end < Number(network("ActiveEnterTimestampMonotonic")) / 1e6,
    said: said.split("\n").filter((line) => line !== "" && !line.startsWith("simple-init: Waiting up to ")),
  };
}

/** When udev was done with each device, by its name for it (`n2`, `b254:16`), in seconds since the guest runs. */
export async function udevTimes(agent: Machine["agent"]): Promise<ReadonlyMap<string, number>> {
  const now = "echo $(date +%s.%N) $(cut -d' ' -f1 /proc/uptime)";
  const text = await agent.run(`${now}; find /run/udev/data -type f -printf '%f %T@\\n'`);
  const [[date, uptime] = [], ...files] = text.trimEnd().split("\n").map((line) => line.split(" "));
  const booted = Number(date) - Number(uptime);
  return new Map(files.map(([name, time]) => [name!, Number(time) - booted]));
}

/** The units that failed, sorted. */
export async function failedUnits({ agent }: Machine): Promise<string[]> {
  const lines = await agent.run("systemctl list-units --state=failed --plain --no-legend --full");
  return lines.split("\n").map((line) => line.split(" ", 1)[0]!).filter((name) => name !== "").sort();
}

/** What holds up a boot until there is a network, under any stack. */
const WAITING = [
  "networking.service",
  "ifupdown-wait-online.service",
  "systemd-networkd-wait-online.service",
  "NetworkManager-wait-online.service",
];

/** How long each of them held it up, of those that ran. */
export async function waitedForNetwork(machine: Machine): Promise<{ unit: string; seconds: number }[]> {
  const waits = [];
  for (const unit of WAITING) waits.push({ unit, seconds: await secondsOf(machine, unit) });
  const ran = waits.filter(({ seconds }) => seconds > 0);
  if (ran.length === 0) {
    throw new Error("nothing waited for the network; the image has no stack that is known here");
  }
  return ran;
}

/** From its start until it was done, by the guest's clock; 0 where it did not run. */
export async function secondsOf({ agent }: Machine, unit: string): Promise<number> {
  const own = await properties(agent, unit);
  const seconds = (name: string) => Number(own(name)) / 1e6;
  return Math.max(seconds("ActiveEnterTimestampMonotonic") - seconds("InactiveExitTimestampMonotonic"), 0);
}

async function properties(agent: Machine["agent"], unit: string): Promise<(name: string) => string> {
  const text = await agent.run(`systemctl show ${unit}`);
  const values = new Map(text.split("\n").map((line) => line.split(/=(.*)/s) as [string, string]));
  return (name) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`systemd does not know ${name} of ${unit}`);
    return value;
  };
}

/** Where what is written at boot lies. */
const DIRECTORIES =
  "/etc/network /etc/systemd/network /etc/netplan /etc/NetworkManager/system-connections /etc/hostname /etc/hosts " +
  "/root/.ssh /var/lib/simple-init";

/** When and as which inodes the files were made that a boot writes; NetworkManager writes resolv.conf itself. */
export function filesWritten({ agent }: Machine): Promise<string> {
  return agent.run(`find ${DIRECTORIES} -type f -printf '%i %T@ %m %p\\n' 2>/dev/null | sort -k4; true`);
}

/** All that explains a test's failure: the journal of our units, the order of the boot, and the files. */
export async function explain({ agent }: Machine): Promise<string> {
  const commands = {
    "the journal": "journalctl --boot --no-pager --output=short-monotonic --unit='simple-init*'",
    "what failed": "systemctl --failed --no-legend --plain",
    "the order": `systemd-analyze --no-pager critical-chain ${UNIT} network.target`,
    "the files": `grep -rs '' ${DIRECTORIES} /etc/resolv.conf`,
    "the addresses": "ip -brief address",
  };
  const parts = [];
  for (const [what, command] of Object.entries(commands)) {
    parts.push(`--- ${what}\n${(await agent.try(command)).out.trimEnd()}`);
  }
  return parts.join("\n");
}
