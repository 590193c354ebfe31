/**
 * Steps of a virtual machine with config drives, and what has to be true of them.
 *
 * @module
 */
import assert from "node:assert/strict";
import * as v from "valibot";
import { describeStep } from "../support/vm.ts";
import type { StepReport } from "../support/vm_steps.ts";
import { bootWithDrives } from "./config_drive_vm.ts";

/** A step in the virtual machine, and what is true of it. */
export interface Check {
  readonly command: string;
  readonly expect: (report: StepReport, all: ReadonlyMap<string, StepReport>) => void;
}

const PLAN = v.object({
  configDrive: v.nullable(v.object({ source: v.string() })),
  links: v.array(v.object({ name: v.string(), dhcp4: v.boolean(), addresses: v.array(v.string()) })),
  changes: v.array(v.object({ kind: v.string(), path: v.string() })),
  applied: v.optional(v.array(v.object({ kind: v.string(), path: v.string() }))),
  problems: v.array(v.object({ severity: v.string(), file: v.string(), message: v.string() })),
});

export function planOf({ out }: StepReport): v.InferOutput<typeof PLAN> {
  return v.parse(PLAN, JSON.parse(out));
}

interface Reading {
  readonly source: string;
  /** The address that only this drive has. */
  readonly address: string;
  /** Device, mount point and type; undefined where it is not mounted anew. */
  readonly mounted?: string;
  /** `severity file message`, each. */
  readonly problems?: readonly string[];
}

const PROTECTION = ["ro", "nosuid", "nodev", "noexec"];

/** The drive was mounted so that it can do no harm, was read, and nothing is left of it. */
export function readsDrive({ source, address, mounted, problems = [] }: Reading): Check["expect"] {
  return (report) => {
    if (mounted === undefined) assert.equal(report.notes, "");
    else assertMount(report, mounted);
    const plan = planOf(report);
    assert.equal(plan.configDrive?.source, source);
    assert.deepEqual(addressesOf(plan), { eth0: address, eth1: "DHCP" });
    assert.deepEqual(
      plan.problems.map(({ severity, file, message }) => `${severity} ${file} ${message}`),
      problems,
    );
    assert.equal(report.status, 0);
  };
}

/** The notes are one line of the mount alone: a second mount, or anything left, would have one as well. */
export function assertMount({ notes }: StepReport, mounted: string): void {
  const [word, device, directory, type, options = "", ...rest] = notes.trimEnd().split(/[ \n]/);
  assert.deepEqual([word, `${device} ${directory} ${type}`], ["mounted", mounted]);
  assert.deepEqual(PROTECTION.filter((option) => !options.split(",").includes(option)), []);
  assert.deepEqual(rest, ["0", "0"]);
}

export function addressesOf({ links }: ReturnType<typeof planOf>): Record<string, string> {
  return Object.fromEntries(
    links.map(({ name, dhcp4, addresses }) => [name, dhcp4 ? "DHCP" : addresses.join(" ")]),
  );
}

export function refuses(sentence: string): Check["expect"] {
  return ({ status, out, err, notes }) => {
    assert.deepEqual({ status, out, err: err.trimEnd(), notes }, {
      status: 1,
      out: "",
      err: `simple-init: ${sentence}`,
      notes: "",
    });
  };
}

/** Boots once, and judges step by step. A step that fails is told as a whole. */
export async function tryChecks(
  t: Deno.TestContext,
  cmdline: string,
  checks: Readonly<Record<string, Check>>,
): Promise<void> {
  const commands = Object.entries(checks).map(([name, { command }]) => [name, command]);
  const reports = await bootWithDrives(cmdline, Object.fromEntries(commands));
  for (const [name, { expect }] of Object.entries(checks)) {
    await t.step(name, () => {
      const report = reports.get(name)!;
      try {
        expect(report, reports);
      } catch (error) {
        throw new Error(`${(error as Error).message}\n\nThe whole step: ${describeStep(report)}`);
      }
    });
  }
}
