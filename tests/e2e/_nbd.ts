/**
 * A machine's disk on the network: an NBD server at the far end of a cable, and what tells Debian's initial file system of it.
 *
 * @module
 */
import type { Lan } from "./_lan.ts";
import type { Nic } from "./_machine.ts";

const EXPORT = "root";

/** The port's first address. */
function serverOf({ port }: Nic): string {
  return port.addresses![0]!.split("/")[0]!;
}

/** For the kernel's command line, as nbd-client has them (README.Debian), and as PXELINUX names the card. */
export function nbdWords(nic: Nic): string {
  const card = `BOOTIF=01-${nic.mac.replaceAll(":", "-")}`;
  const disk = `root=/dev/nbd0 nbdroot=${serverOf(nic)},${EXPORT},nbd0`;
  // Else there are 16 of them, each of which udev looks at twice.
  return `${disk} nbd.nbds_max=1 ip=dhcp ${card}`;
}

/** Serves the disk to one machine after the other, until it is disposed of. */
export function serveDisk(lan: Lan, nic: Nic, disk: string): AsyncDisposable {
  const words = ["--persistent", "--format=qcow2", "--cache=unsafe", `--export-name=${EXPORT}`];
  const args = [`--net=/run/netns/${lan.namespace}`, "qemu-nbd", ...words, `--bind=${serverOf(nic)}`, disk];
  const process = new Deno.Command("nsenter", { args, stdin: "null", stdout: "null" }).spawn();
  return {
    async [Symbol.asyncDispose]() {
      process.kill();
      await process.status;
    },
  };
}
