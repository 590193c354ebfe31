/**
 * What a root file system is that is on the network, and who has it.
 *
 * @module
 */
import type { System } from "../system/system.ts";
import { unlessRefused } from "../config_drive/documents.ts";
import { MOUNTS } from "./mount.ts";

export interface RemoteRoot {
  /** `an NBD device` */
  readonly what: string;
  /** Texts that hold the addresses of those who have it, as far as the kernel tells. */
  readonly servers: readonly string[];
  /** The firmware may have found it, and left word of the cards that it took (iBFT). */
  readonly isIscsi: boolean;
}

const FILE_SYSTEMS: Readonly<Record<string, string>> = {
  nfs: "NFS",
  nfs4: "NFS",
  cifs: "SMB",
  smb3: "SMB",
  ceph: "CephFS",
  "fuse.glusterfs": "GlusterFS",
};

/** What is mounted somewhere. */
interface Mounted {
  readonly type: string;
  /** As the mount names it: `/dev/nbd0`, `192.0.2.1:/srv/root`. */
  readonly source: string;
  /** The file system's own options: `addr=192.0.2.1` among them. */
  readonly options: readonly string[];
  /** The device's place below `/sys/devices`; undefined where the file system has none of its own. */
  readonly place: string | undefined;
}

/** A line of the list of mounts. Of a file system over several disks only the source names one. */
function readMount(system: System, line: string): Mounted {
  const words = line.split(" ");
  const [type = "", source = "", options = ""] = words.slice(words.indexOf("-") + 1);
  const device = words[2]!;
  const path = !device.startsWith("0:")
    ? `/sys/dev/block/${device}`
    : source.startsWith("/dev/")
    ? `/sys/class/block/${source.slice("/dev/".length)}`
    : undefined;
  const place = path === undefined ? undefined : unlessRefused(() => system.readLink(path));
  return { type, source, options: options.split(","), place };
}

/** What the root is, by the line of its mount; undefined: it is not on the network. */
export function remoteRoot(system: System, line: string): RemoteRoot | undefined {
  const root = readMount(system, line);
  const mounts = root.type === "overlay" ? layers(system, root) : [root];
  return together(mounts.flatMap((mount) => remoteMount(system, mount) ?? []));
}

function together(found: readonly RemoteRoot[]): RemoteRoot | undefined {
  if (found.length === 0) return undefined;
  return {
    what: found[0]!.what,
    servers: found.flatMap(({ servers }) => servers),
    isIscsi: found.some(({ isIscsi }) => isIscsi),
  };
}

/** The file systems in which an overlay has its directories, as far as they can still be seen. */
function layers(system: System, { options }: Mounted): Mounted[] {
  const lines = (unlessRefused(() => system.readText(MOUNTS)) ?? "").split("\n");
  const points = lines.map((line) => line.split(" ")[4] ?? "");
  const directories = options.filter((option) => /^(?:lower|upper)dir=/.test(option))
    .flatMap((option) => option.slice("lowerdir=".length).split(":"));
  return directories.flatMap((directory) => {
    const above = points.filter((point) => point !== "" && `${directory}/`.startsWith(`${point}/`));
    const deepest = above.toSorted((a, b) => b.length - a.length)[0];
    return deepest === undefined ? [] : [readMount(system, lines[points.lastIndexOf(deepest)]!)];
  });
}

function remoteMount(system: System, { type, source, options, place }: Mounted): RemoteRoot | undefined {
  const name = FILE_SYSTEMS[type];
  if (name !== undefined) {
    const address = options.filter((option) => option.startsWith("addr="));
    return { what: `on ${name}`, servers: address.length > 0 ? address : [source], isIscsi: false };
  }
  const disks = place === undefined ? [] : disksBelow(system, place, 0);
  return together(disks.flatMap((disk) => remoteDisk(system, disk) ?? []));
}

/** Nobody stacks more than that. */
const DEEPEST = 8;

/** The disks that a disk or partition stands on (`slaves`), as multipath, LVM and RAID do; else it is one itself. */
function disksBelow(system: System, place: string, depth: number): string[] {
  const parts = place.split("/");
  const disk = parts[parts.indexOf("block") + 1]!;
  const names = unlessRefused(() => system.readDirectory(`/sys/class/block/${disk}/slaves`)) ?? [];
  if (names.length === 0 || depth === DEEPEST) return [place];
  return names.flatMap((name) => {
    const below = unlessRefused(() => system.readLink(`/sys/class/block/${name}`));
    return below === undefined ? [] : disksBelow(system, below, depth + 1);
  });
}

function remoteDisk(system: System, place: string): RemoteRoot | undefined {
  const text = (path: string) => unlessRefused(() => system.readText(path)) ?? "";
  const session = /\/session(\d+)\//.exec(place)?.[1];
  if (session !== undefined) {
    const connection = `/sys/class/iscsi_connection/connection${session}:0`;
    const servers = ["persistent_address", "address"].map((file) => text(`${connection}/${file}`));
    return { what: "on an iSCSI disk", servers, isIscsi: true };
  }
  const controllers = nvmeControllers(system, place).map((name) => `/sys/class/nvme/${name}`);
  const remote = controllers.filter((path) => ["tcp", "rdma"].includes(text(`${path}/transport`).trim()));
  if (remote.length > 0) {
    const servers = remote.flatMap((path) => /traddr=[^,\s]+/.exec(text(`${path}/address`))?.[0] ?? []);
    return { what: "on an NVMe disk over the network", servers, isIscsi: false };
  }
  const what = KINDS.find(([pattern]) => pattern.test(place))?.[1];
  return what === undefined ? undefined : { what, servers: [], isIscsi: false };
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/\/block\/nbd\d/, "on an NBD device"],
  [/\/rbd\//, "on a Ceph block device"],
  [/\/block\/etherd!/, "on an ATA over Ethernet device"],
];

/** With several paths the disk stands in the subsystem, which has links to the controllers. */
function nvmeControllers(system: System, place: string): string[] {
  const own = /\/(?:nvme|ctl)\/(nvme\d+)\//.exec(place)?.[1];
  if (own !== undefined) return [own];
  const subsystem = /\/nvme-subsystem\/(nvme-subsys\d+)\//.exec(place)?.[1];
  if (subsystem === undefined) return [];
  const names = unlessRefused(() => system.readDirectory(`/sys/class/nvme-subsystem/${subsystem}`)) ?? [];
  return names.filter((name) => /^nvme\d+$/.test(name));
}
