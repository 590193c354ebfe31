/**
 * What a boot has cost, asked of the machine when it is over.
 *
 * @module
 */
import type { Machine } from "../../e2e/_machine.ts";
import { secondsBesideUdev } from "../../e2e/_unit.ts";

export interface Cost {
  /** CPU time of the whole boot in seconds, the kernel's included. */
  readonly boot: number;
  /** CPU time of the units that are measured, in seconds, by their cgroups. */
  readonly units: number;
  /** How long the first of these units took by the guest's clock, from when udev was done with the network cards. */
  readonly seconds: number;
  /** How many processes and threads were started. */
  readonly processes: number;
}

const TICKS_PER_SECOND = 100;

/** `/proc/stat` of the kernel (proc(5)), and `CPUUsageNSec` of systemd's D-Bus interface. */
export async function readCost(machine: Machine, units: readonly string[]): Promise<Cost> {
  const { agent } = machine;
  const stat = await agent.run("cat /proc/stat");
  const [user, nice, system] = /^cpu +(\d+) (\d+) (\d+)/m.exec(stat)?.slice(1).map(Number) ?? [];
  const processes = Number(/^processes (\d+)/m.exec(stat)?.[1]);
  const used = units.length === 0
    ? ""
    : await agent.run(`systemctl show --property=CPUUsageNSec --value ${units.join(" ")}`);
  const nanoseconds = used.split("\n").filter((line) => /^\d+$/.test(line)).map(Number);
  return {
    boot: (user! + nice! + system!) / TICKS_PER_SECOND,
    units: nanoseconds.reduce((sum, value) => sum + value, 0) / 1e9,
    seconds: units[0] === undefined ? 0 : await secondsBesideUdev(machine, units[0]),
    processes,
  };
}
