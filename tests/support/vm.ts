/**
 * A virtual machine that lives in memory, takes some steps and is gone. It is emulated: where tests run, KVM is missing
 * or, although its device is there, does not work.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { requirePrograms } from "./packages.ts";
import { type Contents, writeInitramfs } from "./vm_initramfs.ts";
import { type Kernel, QUICK_WORDS } from "./vm_kernel.ts";
import { parseReports, type StepReport, stepTexts } from "./vm_steps.ts";

export interface Machine {
  readonly kernel: Kernel;
  readonly contents: Contents;
  /** QEMU's arguments for disks, network interfaces and the like. */
  readonly devices: readonly string[];
  /** Words for the kernel's command line. */
  readonly cmdline: string;
  /** Shell functions for all steps. */
  readonly prelude: string;
  /** Shell commands by name, in order. */
  readonly steps: Readonly<Record<string, string>>;
  /** After this long it is killed. */
  readonly timeLimitSeconds: number;
}

const PACKAGES = {
  "qemu-system-x86_64": "qemu-system-x86",
  "busybox": "busybox-static",
  "cpio": "cpio",
  "modprobe": "kmod",
  "ldd": "libc-bin",
};

/** Boots the machine; what its steps did, by their names. Fails with what is known where not all came to their end. */
export async function runMachine(machine: Machine): Promise<Map<string, StepReport>> {
  await requirePrograms(PACKAGES);
  const directory = await Deno.makeTempDir();
  try {
    const initramfs = join(directory, "initramfs");
    const texts = { ...machine.contents.texts, ...stepTexts(machine.prelude, Object.values(machine.steps)) };
    await writeInitramfs(machine.kernel, { ...machine.contents, texts }, initramfs);
    const { code, stderr } = await runQemu(machine, initramfs, directory);
    const read = (name: string) => Deno.readTextFile(join(directory, name)).catch(() => "");
    const reports = parseReports(completeLines(await read("report")));
    const names = Object.keys(machine.steps);
    if (reports.length < names.length) {
      throw new Error(explain(names, reports, `QEMU ended with ${code} ${stderr}`, await read("console")));
    }
    return new Map(names.map((name, index) => [name, reports[index]!]));
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** A machine that is killed may leave half a line. */
function completeLines(text: string): string {
  return text.slice(0, text.lastIndexOf("\n") + 1);
}

async function runQemu(
  { kernel, devices, cmdline, timeLimitSeconds }: Machine,
  initramfs: string,
  cwd: string,
) {
  const machine = [
    "-machine",
    "pc",
    "-accel",
    "tcg,thread=multi",
    "-cpu",
    "qemu64",
    "-smp",
    "2",
    "-m",
    "1536",
  ];
  const bare = ["-nodefaults", "-no-user-config", "-no-reboot", "-display", "none"];
  const serial = ["-serial", "file:console", "-serial", "file:report"];
  const append = `console=ttyS0 panic=-1 ${QUICK_WORDS} ${cmdline}`;
  const boot = ["-kernel", kernel.image, "-initrd", initramfs, "-append", append];
  return await $`qemu-system-x86_64 ${[...machine, ...bare, ...serial, ...boot, ...devices]}`
    .cwd(cwd).timeout(timeLimitSeconds * 1000).noThrow().stdout("null").stderr("piped");
}

const CONSOLE_LINES = 40;

function explain(names: readonly string[], reports: readonly StepReport[], end: string, log: string): string {
  const told = reports.map(({ status, seconds }, index) =>
    `${names[index]}: status ${status}, ${seconds.toFixed(1)} s`
  );
  const last = reports.at(-1);
  return [
    `the virtual machine did not finish the step "${names[reports.length]}"; ${end}`,
    ...told,
    ...(last === undefined ? [] : ["", "Its last step:", describeStep(last)]),
    "",
    "The last lines of its console:",
    ...log.trimEnd().split("\n").slice(-CONSOLE_LINES),
  ].join("\n");
}

/** All about a step, to be read by a person. */
export function describeStep({ status, seconds, out, err, notes }: StepReport): string {
  const parts = [`status ${status}, ${seconds.toFixed(1)} s`, out, err, notes];
  return parts.map((part) => part.trimEnd()).filter((part) => part !== "").join("\n");
}
