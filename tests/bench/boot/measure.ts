/**
 * Boots by turns: each program's first boot, a later one, and one without it.
 *
 * @module
 */
import { join } from "@std/path";
import { netmaskLength, parseIp, prefixText } from "../../../lib/ip.ts";
import { type Disk, type Hardware, newDisk } from "../../e2e/_machine.ts";
import { PROJECT } from "../../support/binary.ts";
import { packIso } from "../../support/drive_images.ts";
import { masked, OURS, PEERS, type Program } from "../peers/programs.ts";
import { type Cost, readCost } from "./cost.ts";
import { buildImages } from "./images.ts";
import type { Options } from "./options.ts";

/** One program's boots. */
export interface Measured {
  readonly name: string;
  readonly runs: readonly Run[];
}

/** Boots of one disk, one after the other. */
export interface Run {
  /** Writes the configuration. */
  readonly first: Cost;
  /** Finds it written. */
  readonly later: Cost;
  /** The same as the later one, without the program. */
  readonly without: Cost;
}

/** By the host's clock, which does not count: cloud-init boots on a busy host, too. */
const BOOT_SECONDS = 1200;

const DRIVE = join(PROJECT, "tests/cases/four-nics-dual-stack/root/mnt/config");

/** Ours, then each peer. What slows the host down slows all of them, as each run boots all of them. */
export async function measure(options: Options, tell: (what: string) => void): Promise<Measured[]> {
  const programs = [OURS, ...options.peers.map((name) => PEERS[name])];
  const directory = await Deno.makeTempDir({ prefix: "bench-boot-" });
  try {
    const disc = join(directory, "disc");
    await packIso(DRIVE, "OpenStack Compute 27.0.0", disc);
    const drive = await readDrive();
    const images = await buildImages(programs, options.stack, directory, tell);
    const runs: Run[][] = programs.map(() => []);
    for (let run = 1; run <= options.runs; run++) {
      for (const [index, program] of programs.entries()) {
        tell(`${program.name}: run ${run} of ${options.runs}`);
        const hardware = { image: images[index]!, nics: drive.nics, disc };
        runs[index]!.push(await bootThrice(program, hardware, drive.addresses));
      }
    }
    return programs.map(({ name }, index) => ({ name, runs: runs[index]! }));
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

interface Drive {
  /** A card for each link, whose cables end nowhere. */
  readonly nics: Hardware["nics"];
  /** As iproute2 writes them. */
  readonly addresses: readonly string[];
}

async function readDrive(): Promise<Drive> {
  const text = await Deno.readTextFile(join(DRIVE, "openstack/latest/network_data.json"));
  const { links, networks } = JSON.parse(text) as {
    readonly links: readonly { readonly id: string; readonly ethernet_mac_address: string }[];
    readonly networks: readonly { readonly ip_address: string; readonly netmask: string }[];
  };
  return {
    nics: Object.fromEntries(links.map(({ id, ethernet_mac_address: mac }) => [id, { mac, port: {} }])),
    addresses: networks.map(({ ip_address: address, netmask }) =>
      prefixText({ ip: parseIp(address)!, length: netmaskLength(parseIp(netmask)!)! })
    ),
  };
}

async function bootThrice(
  program: Program,
  hardware: Hardware,
  addresses: readonly string[],
): Promise<Run> {
  await using disk = await newDisk(hardware.image);
  const boot = (units: readonly string[], cmdline = "") =>
    bootOnce(disk, { ...hardware, cmdline, seconds: BOOT_SECONDS }, units, addresses);
  const first = await boot(program.units);
  const later = await boot(program.units);
  return { first, later, without: await boot([], masked(program)) };
}

async function bootOnce(
  disk: Disk,
  hardware: Hardware,
  units: readonly string[],
  addresses: readonly string[],
): Promise<Cost> {
  await using machine = await disk.boot(hardware);
  const cost = await readCost(machine, units, addresses);
  await machine.powerOff();
  return cost;
}
