/**
 * Which block device is the config drive, and how long it is waited for.
 *
 * @module
 */
import { noteOn, type Problem, problemIn, quote } from "../problem.ts";
import type { System } from "../system/system.ts";
import { BLOCK, type BlockVolume, blockVolumes, isSameVolume } from "./block.ts";
import { COMMAND_LINE, commandLine } from "./command_line.ts";
import { unlessRefused } from "./documents.ts";
import type { OnWait } from "./policy.ts";
import { isScanning } from "./scanning.ts";

export interface DriveSearch {
  /** Why only media may be the drive, as the end of a sentence; undefined: any device may be. */
  readonly mediaOnly: string | undefined;
  /** There has to be one: it is waited for, and a problem where it does not come. */
  readonly isRequired: boolean;
  /** Whether it is worth waiting for one that is expected; udev is waited for in any case. */
  readonly expects: boolean;
  readonly waitMs: number;
}

export interface FoundDrive {
  readonly device: BlockVolume | undefined;
  readonly problems: readonly Problem[];
}

const UDEV_QUEUE = "/run/udev/queue";
const POLL_MS = 100;
const UNNOTICED_MS = 1000;

/** Looks for the drive, and waits for one that may still come, `waitMs` at the most. */
export function findDrive(system: System, search: DriveSearch, onWait: OnWait = () => {}): FoundDrive {
  const { publisher } = commandLine(system);
  const found = awaitDrive(system, search, publisher, onWait);
  const { device, problems } = found.usable.length > 0 ? chooseDrive(system, found.usable) : {
    device: undefined,
    problems: publisher === undefined ? missing(search) : withoutPublisher(found, publisher),
  };
  return { device, problems: [...passedOverNotes(found, search), ...problems] };
}

/** The volumes of one look, by what they are to the search. */
interface Look {
  /** Those that may be the drive. */
  readonly usable: readonly BlockVolume[];
  /** They have the label, and are no media where only media may be the drive. */
  readonly passedOver: readonly BlockVolume[];
  /** They have the label, and another publisher id than the command line names. */
  readonly ofOthers: readonly BlockVolume[];
  /** They have the publisher id, and another label. */
  readonly mislabelled: readonly BlockVolume[];
}

/** Asks first whether one may come: what the kernel and udev are done with by then is there to be seen. */
function awaitDrive(
  system: System,
  search: DriveSearch,
  publisher: string | undefined,
  onWait: OnWait,
): Look {
  const start = system.now();
  let isSaid = false;
  for (;;) {
    const why = reasonToWait(system, search, publisher);
    const found = look(system, search, publisher);
    const waited = system.now() - start;
    const isAnswered = found.usable.length > 0 || found.mislabelled.length > 0;
    if (isAnswered || why === undefined || waited >= search.waitMs) return found;
    if (!isSaid && (why.isLong || waited >= UNNOTICED_MS)) {
      onWait(`Waiting up to ${search.waitMs / 1000} s for the config drive, as ${why.text}.`);
      isSaid = true;
    }
    system.sleep(POLL_MS);
  }
}

/** Why a drive may still come; `isLong`: not within moments. */
function reasonToWait(
  system: System,
  { isRequired, expects }: DriveSearch,
  publisher: string | undefined,
): { readonly text: string; readonly isLong: boolean } | undefined {
  if (expects && publisher !== undefined) {
    return { text: "the kernel's command line names its publisher id", isLong: true };
  }
  if (expects && isRequired) return { text: "the setting drive=required asks for one", isLong: true };
  if (expects && isScanning(system)) {
    return { text: "the kernel is still looking at a storage device", isLong: false };
  }
  // Where nobody may look, nothing is to be waited for.
  const queue = unlessRefused(() => system.stat(UDEV_QUEUE));
  return queue === undefined ? undefined : { text: "udev is still at work", isLong: false };
}

/** nova's and mkfs.vfat's spelling. FAT keeps the case that it was made with. The element's rule of udev's has them as well. */
export const DRIVE_LABELS: readonly string[] = ["config-2", "CONFIG-2"];

function hasDriveLabel({ volume: { label } }: BlockVolume): boolean {
  return DRIVE_LABELS.includes(label);
}

/** The publisher id is a UUID, which ironic writes in either case. */
function look(system: System, { mediaOnly }: DriveSearch, publisher: string | undefined): Look {
  const volumes = blockVolumes(system);
  const labelled = withoutWindows(volumes.filter(hasDriveLabel));
  const mayBe = ({ isMedium }: BlockVolume) => isMedium || mediaOnly === undefined;
  const isNamed = ({ volume }: BlockVolume) =>
    publisher === undefined || volume.publisher.toLowerCase() === publisher.toLowerCase();
  const allowed = labelled.filter(mayBe);
  return {
    usable: allowed.filter(isNamed),
    passedOver: labelled.filter((volume) => !mayBe(volume)),
    ofOthers: allowed.filter((volume) => !isNamed(volume)),
    mislabelled: publisher === undefined
      ? []
      : volumes.filter((volume) => mayBe(volume) && isNamed(volume) && !hasDriveLabel(volume)),
  };
}

/** A disk that is a drive hides its partitions, which are windows on the same data. */
function withoutWindows(volumes: readonly BlockVolume[]): BlockVolume[] {
  const paths = new Set(volumes.map(({ path }) => path));
  return volumes.filter(({ disk }) => disk === undefined || !paths.has(disk));
}

/**
 * A cloud attaches a medium; a partition of a disk may be left over from another life of the machine. The same contents on
 * several devices, as on the paths of one disk, are the same drive.
 */
function chooseDrive(system: System, usable: readonly BlockVolume[]): FoundDrive {
  const rank = ({ isMedium, disk }: BlockVolume) => isMedium ? 0 : disk === undefined ? 1 : 2;
  const inOrder = usable.toSorted((a, b) => rank(a) - rank(b) || Number(a.isPart) - Number(b.isPart));
  const device = inOrder[0]!;
  const others = inOrder.slice(1).filter((other) => !isSameVolume(system, device, other));
  if (others.length === 0) return { device, problems: [] };
  const message = `${others.map(({ path }) => path).join(" and ")} also ${
    others.length === 1 ? "has" : "have"
  } the label of a config drive`;
  const action = `${device.path} is used`;
  const said = rank(device) === rank(others[0]!)
    ? problemIn(device.path, message, action, "drive-ambiguous")
    : noteOn(device.path, message, action, "drives-ranked");
  return { device, problems: [said] };
}

function passedOverNotes({ passedOver }: Look, { mediaOnly }: DriveSearch): Problem[] {
  return passedOver.map(({ path }) =>
    noteOn(
      path,
      `it has the label of a config drive, but it is neither removable nor read-only, and ${mediaOnly}`,
      "it is passed over; the setting drive=any would have it used",
      "drive-passed-over",
    )
  );
}

/** ironic gives the label to a medium that it boots a machine from only where that has data on the network. */
function withoutPublisher({ mislabelled: [medium], ofOthers }: Look, publisher: string): Problem[] {
  if (medium !== undefined) {
    const message = `it has the publisher id that ${COMMAND_LINE} names, but the label ${
      quote(medium.volume.label)
    }, so there is no config drive on it`;
    return [noteOn(medium.path, message, "", "medium-without-drive")];
  }
  const seen = ofOthers.map(({ path, volume }) => `${path} has ${quote(volume.publisher)}`).join(", ");
  const message = `no config drive has the publisher id ${quote(publisher)}${
    seen === "" ? "" : ` (${seen})`
  }`;
  return [{ ...problemIn(COMMAND_LINE, message, "none is used", "publisher-missing"), path: "ir_pub_id" }];
}

function missing({ isRequired }: DriveSearch): Problem[] {
  if (!isRequired) return [];
  const message = "no device has the label config-2, and the setting drive=required asks for one";
  return [problemIn(BLOCK, message, "attach the config drive and boot again", "drive-missing")];
}
