/**
 * A virtual machine with an image of the element, booted as often as a test wants, with its cards, cables and drives
 * under the test's hands. It is emulated: where tests run, KVM is missing or does not work.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { requirePrograms } from "../support/packages.ts";
import { type Agent, openAgent } from "./_agent.ts";
import type { Image } from "./_images.ts";
import { type Lan, openLan, type Port } from "./_lan.ts";
import { openMonitor } from "./_monitor.ts";
import { serveDisk } from "./_nbd.ts";
import { CDROM, device, FILES, hardwareIndex, netdev, qemuWords } from "./_qemu.ts";

export interface Nic {
  readonly mac: string;
  readonly port: Port;
  /** `pulled`: there is no cable in it. `absent`: the card is put in later. */
  readonly at?: "pulled" | "absent";
}

export interface Hardware {
  readonly image: Image;
  /** By names that are the test's own. */
  readonly nics: Readonly<Record<string, Nic>>;
  /** The card at whose port the image's disk is, by NBD; without it the machine has the disk itself. */
  readonly rootBehind?: string;
  /** A disc that is in the CD-ROM drive. */
  readonly disc?: string;
  /** Images of further disks. */
  readonly disks?: readonly string[];
  /** Words for the kernel's command line. */
  readonly cmdline?: string;
  /** How long a boot may take by the host's clock, on a host that does much else. */
  readonly seconds?: number;
}

export interface Machine extends AsyncDisposable {
  readonly hardware: Hardware;
  readonly agent: Agent;
  readonly lan: Lan;
  /** Boots once more, from a disk that has all that was written, and waits until it is done. Services are not stopped. */
  reboot(): Promise<void>;
  /** The end; the disk has all that was written. Services are not stopped. */
  powerOff(): Promise<void>;
  /** The end as an operator has it: services are stopped. How many seconds that took by the guest's clock. */
  shutDown(): Promise<number>;
  /** Takes the disc out, and puts another one in. */
  changeDisc(image: string | undefined): Promise<void>;
  /** Puts a card in that was absent. */
  plugIn(nic: string): Promise<void>;
}

/** A disk that machines boot from one after the other; what they write stays on it. */
export interface Disk extends AsyncDisposable {
  /** A machine with this disk, when it has booted. */
  boot(hardware: Hardware): Promise<Machine>;
  /** A disk with all that is on this one, on which nothing must be written any more. */
  snapshot(): Promise<Disk>;
}

const PACKAGES = {
  "qemu-system-x86_64": "qemu-system-x86",
  "qemu-img": "qemu-utils",
  "qemu-nbd": "qemu-utils",
};

/** A new disk with the image on it. */
export async function newDisk(image: Image): Promise<Disk> {
  await requirePrograms(PACKAGES);
  return await diskUpon(image.disk, "raw");
}

async function diskUpon(below: string, format: "raw" | "qcow2"): Promise<Disk> {
  const directory = await Deno.makeTempDir({ prefix: "e2e-" });
  const disk = join(directory, FILES.disk);
  await $`qemu-img create -q -f qcow2 -F ${format} -b ${below} ${disk}`;
  return {
    boot: (hardware) => startMachine(hardware, directory),
    snapshot: () => diskUpon(disk, "qcow2"),
    [Symbol.asyncDispose]: () => Deno.remove(directory, { recursive: true }),
  };
}

/** A machine with a disk of its own that is gone with it. */
export async function bootMachine(hardware: Hardware): Promise<Machine> {
  const disk = await newDisk(hardware.image);
  const machine = await disk.boot(hardware);
  return {
    ...machine,
    async [Symbol.asyncDispose]() {
      await machine[Symbol.asyncDispose]();
      await disk[Symbol.asyncDispose]();
    },
  };
}

async function startMachine(hardware: Hardware, directory: string): Promise<Machine> {
  await using stack = new AsyncDisposableStack();
  const lan = stack.use(await openLan(Object.values(hardware.nics).map(({ port }) => port), directory));
  if (hardware.rootBehind !== undefined) {
    stack.use(serveDisk(lan, hardware.nics[hardware.rootBehind]!, join(directory, FILES.disk)));
  }
  const process = stack.use(startProcess(lan, qemuWords(hardware), directory));
  const monitor = stack.use(await openMonitor(join(directory, FILES.monitor)));
  const agent = stack.use(await openAgent(join(directory, FILES.agent)));
  for (const [name, { at }] of Object.entries(hardware.nics)) {
    if (at === "pulled") await monitor.execute("set_link", { name: `net-${name}`, up: false });
  }
  const booted = async () => {
    try {
      await waitForBoot(agent, hardware.seconds);
    } catch (error) {
      throw new Error(`the machine did not boot:\n${endOfConsole(directory)}`, { cause: error });
    }
  };
  await monitor.execute("cont");
  await booted();
  const all = stack.move();
  return {
    hardware,
    agent,
    lan,
    async reboot() {
      await agent.start("systemctl reboot --force --force");
      await booted();
    },
    async powerOff() {
      await agent.start("systemctl poweroff --force --force");
      await process.ended;
    },
    async shutDown() {
      const start = Number((await agent.run("cut -d' ' -f1 /proc/uptime")).trim());
      await agent.start("systemctl poweroff");
      if (!await isDoneWithin(process.ended, SHUTDOWN_SECONDS)) {
        throw new Error(`the machine is not off after ${SHUTDOWN_SECONDS} s:\n${endOfConsole(directory)}`);
      }
      return secondsOfEnd(directory) - start;
    },
    async changeDisc(image) {
      await monitor.execute("eject", { id: CDROM, force: true });
      if (image !== undefined) {
        const medium = { filename: image, format: "raw", "read-only-mode": "read-only" };
        await monitor.execute("blockdev-change-medium", { id: CDROM, ...medium });
      }
    },
    async plugIn(name) {
      await monitor.execute("netdev_add", netdev(hardwareIndex(hardware.nics, name), name));
      const { type: driver, romfile: _, ...words } = device(name, hardware.nics[name]!);
      await monitor.execute("device_add", { driver, ...words });
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

const BOOT_SECONDS = 240;

/** Units that fail are a test's to judge. */
async function waitForBoot(agent: Agent, seconds = BOOT_SECONDS): Promise<void> {
  await agent.ready(seconds);
  await agent.try("systemctl is-system-running --wait", seconds);
}

/** Of the host's clock. */
const SHUTDOWN_SECONDS = 240;

/** When the kernel said that the machine is off, by the guest's clock. */
function secondsOfEnd(directory: string): number {
  const text = Deno.readTextFileSync(join(directory, FILES.console));
  const time = /\[ *(\d+\.\d+)\] reboot: Power down/.exec(text)?.[1];
  if (time === undefined) throw new Error(`the kernel did not power down:\n${endOfConsole(directory)}`);
  return Number(time);
}

async function isDoneWithin(what: Promise<unknown>, seconds: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => timer = setTimeout(resolve, seconds * 1000, false));
  const isDone = await Promise.race([what.then(() => true), late]);
  clearTimeout(timer);
  return isDone;
}

const CONSOLE_LINES = 30;

function endOfConsole(directory: string): string {
  const text = Deno.readTextFileSync(join(directory, FILES.console));
  return text.trimEnd().split("\n").slice(-CONSOLE_LINES).join("\n");
}

interface EmulatorProcess extends AsyncDisposable {
  readonly ended: Promise<unknown>;
}

function startProcess(lan: Lan, words: readonly string[], cwd: string): EmulatorProcess {
  const args = [`--net=/run/netns/${lan.namespace}`, "qemu-system-x86_64", ...words];
  const stderr = "inherit";
  const process = new Deno.Command("nsenter", { args, cwd, stdin: "null", stdout: "null", stderr }).spawn();
  let runs = true;
  const ended = process.status.then(() => runs = false);
  return {
    ended,
    async [Symbol.asyncDispose]() {
      if (runs) process.kill("SIGKILL");
      await ended;
    },
  };
}
