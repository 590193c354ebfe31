/**
 * What a boot has cost, asked of the machine when it is over.
 *
 * @module
 */
import type { Machine } from "../../e2e/_machine.ts";
import { udevTimes } from "../../e2e/_unit.ts";
import { after, secondsIn, type UnitCost, unitCosts } from "./units.ts";

export interface Cost {
  /** CPU time of the whole boot in seconds, the kernel's included. */
  readonly boot: number;
  /** What each of the program's units took, by its name. */
  readonly units: Readonly<Record<string, UnitCost>>;
  /** CPU time of all of them, in seconds, by their cgroups. */
  readonly cpu: number;
  /** The same with that of `networking.service`, as who runs `ifup` is not the same for all. */
  readonly cpuWithNetwork: number;
  /** How long one of these units or more ran by the guest's clock, but for the waiting until udev is done with a card. */
  readonly seconds: number;
  /** When network-online.target was reached, in seconds since the kernel began. */
  readonly online: number;
  /** How many of the wanted addresses the machine has in the end. */
  readonly addresses: number;
  /** How many processes and threads were started. */
  readonly processes: number;
}

const TICKS_PER_SECOND = 100;

/** `/proc/stat` of the kernel (proc(5)), what systemd knows of the units, and the addresses that iproute2 shows. */
export async function readCost(
  machine: Machine,
  units: readonly string[],
  wanted: readonly string[],
): Promise<Cost> {
  const { agent } = machine;
  const stat = await agent.run("cat /proc/stat");
  const [user, nice, system] = /^cpu +(\d+) (\d+) (\d+)/m.exec(stat)?.slice(1).map(Number) ?? [];
  const own = await show(machine, units);
  const others = await show(machine, ["networking.service", "network-online.target"]);
  const cards = [...await udevTimes(agent)].filter(([name]) => name.startsWith("n")).map(([, time]) => time);
  const cpu = Object.values(own).reduce((sum, unit) => sum + unit.cpu, 0);
  const addresses = (await agent.run("ip -oneline address")).split(/\s+/);
  return {
    boot: (user! + nice! + system!) / TICKS_PER_SECOND,
    units: own,
    cpu,
    cpuWithNetwork: cpu + (others["networking.service"]?.cpu ?? 0),
    seconds: secondsIn(Object.values(own).map((unit) => after(cards, unit))),
    online: others["network-online.target"]?.end ?? NaN,
    addresses: wanted.filter((address) => addresses.includes(address)).length,
    processes: Number(/^processes (\d+)/m.exec(stat)?.[1]),
  };
}

const PROPERTIES = "Id,CPUUsageNSec,InactiveExitTimestampMonotonic,ActiveEnterTimestampMonotonic";

/** Of those that ran. Without a name systemctl would tell of systemd itself. */
async function show({ agent }: Machine, names: readonly string[]): Promise<Cost["units"]> {
  if (names.length === 0) return {};
  const patterns = names.map((name) => `'${name}'`).join(" ");
  return unitCosts(await agent.run(`systemctl show --property=${PROPERTIES} ${patterns}`));
}
