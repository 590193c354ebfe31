/**
 * Boots by turns: with the program that is measured, and without it.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { packIso } from "../../support/drive_images.ts";
import { changedImage, type Image, withImage } from "../../e2e/_images.ts";
import { type Disk, type Hardware, newDisk } from "../../e2e/_machine.ts";
import { PROJECT } from "../../support/binary.ts";
import { type Cost, readCost } from "./cost.ts";
import type { Options, Peer } from "./options.ts";

/** One program's boots. */
export interface Measured {
  readonly name: string;
  /** The first boot, which writes the configuration. */
  readonly first: Cost;
  /** Later boots, which find nothing to write, each with one without the program beside it. */
  readonly pairs: readonly { readonly subject: Cost; readonly without: Cost }[];
}

const DRIVE = join(PROJECT, "tests/cases/four-nics-dual-stack/root/mnt/config");
const OWN_UNITS = ["simple-init.service"];

/** Ours, then each peer. */
export async function measure(options: Options, tell: (what: string) => void): Promise<Measured[]> {
  const measured: Measured[] = [];
  await withImage(options.stack, async (image, directory) => {
    const disc = join(directory, "disc");
    await packIso(DRIVE, "OpenStack Compute 27.0.0", disc);
    const hardware = { image, nics: await drivesNics(), disc };
    measured.push(await measureOn("simple-init", hardware, OWN_UNITS, [], options.runs, tell));
    for (const peer of options.peers) {
      const withPeer = { ...hardware, image: await withPeersTree(image, peer, directory) };
      const units = await unitsOf(peer);
      measured.push(await measureOn(peer.name, withPeer, units, OWN_UNITS, options.runs, tell));
    }
  });
  return measured;
}

/** A card for each link of the drive, whose cables end nowhere. */
async function drivesNics(): Promise<Hardware["nics"]> {
  const text = await Deno.readTextFile(join(DRIVE, "openstack/latest/network_data.json"));
  const links: readonly { id: string; ethernet_mac_address: string }[] = JSON.parse(text).links;
  return Object.fromEntries(links.map(({ id, ethernet_mac_address: mac }) => [id, { mac, port: {} }]));
}

async function measureOn(
  name: string,
  hardware: Hardware,
  units: readonly string[],
  /** Of others, which never run. */
  masked: readonly string[],
  runs: number,
  tell: (what: string) => void,
): Promise<Measured> {
  await using disk = await newDisk(hardware.image);
  tell(`${name}: first boot`);
  const first = await bootOnce(disk, hardware, units, masked);
  const pairs = [];
  for (let run = 1; run <= runs; run++) {
    tell(`${name}: pair ${run} of ${runs}`);
    const subject = await bootOnce(disk, hardware, units, masked);
    const without = await bootOnce(disk, hardware, [], [...masked, ...units]);
    pairs.push({ subject, without });
  }
  return { name, first, pairs };
}

async function bootOnce(
  disk: Disk,
  hardware: Hardware,
  units: readonly string[],
  masked: readonly string[],
): Promise<Cost> {
  const cmdline = masked.map((unit) => `systemd.mask=${unit}`).join(" ");
  await using machine = await disk.boot({ ...hardware, cmdline });
  const cost = await readCost(machine, units);
  await machine.powerOff();
  return cost;
}

function withPeersTree(image: Image, { tree }: Peer, directory: string): Promise<Image> {
  return changedImage(image, join(directory, "peer.raw"), async (root) => {
    await $`/bin/cp -a ${tree}/. ${root}`;
  });
}

/** The services that the tree brings along. */
async function unitsOf({ tree }: Peer): Promise<string[]> {
  const found = await $`find ${tree} -path ${"*/systemd/system/*.service"} -type f -printf ${"%f\\n"}`
    .lines();
  return [...new Set(found)].filter((name) => !name.includes("@")).sort();
}
