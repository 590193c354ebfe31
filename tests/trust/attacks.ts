/**
 * All attacks, in the order in which they are tried: one line each.
 *
 * @module
 */
import type { Attack } from "./attack.ts";
import { faults } from "./faults.ts";
import { fullDisk } from "./full_disk.ts";
import { hostileFileSystem } from "./hostile_file_system.ts";
import { hostileDrives } from "./hostile_drives.ts";
import { hostileDrivesBinary } from "./hostile_drives_binary.ts";
import { heavy } from "./heavy.ts";
import { laterDamage } from "./later_damage.ts";
import { lives } from "./lives.ts";
import { localUser } from "./local_user.ts";
import { mountFaults } from "./mount_faults.ts";
import { powerCut } from "./power_cut.ts";
import { provenance } from "./provenance.ts";
import { sideBySide } from "./side_by_side.ts";

export const ATTACKS: readonly Attack[] = [
  faults,
  mountFaults,
  hostileFileSystem,
  fullDisk,
  sideBySide,
  localUser,
  heavy,
  powerCut,
  lives,
  laterDamage,
  provenance,
  hostileDrives,
  hostileDrivesBinary,
];
