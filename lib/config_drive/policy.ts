/**
 * What a person has to do with the search for the drive.
 *
 * @module
 */

/** What may be the drive: a device of any kind, media alone, or nothing; `required`: there has to be one. */
export const DRIVE_POLICIES = ["any", "media", "none", "required"] as const;
export type DrivePolicy = typeof DRIVE_POLICIES[number];

/** Gets a sentence for the person at the console, once a wait has begun that they would notice. */
export type OnWait = (sentence: string) => void;

export interface DriveLocation {
  readonly root: string;
  /** A directory, a device or an image file, given by hand; undefined: found by its label, else `ROOT/mnt/config`. */
  readonly given: string | undefined;
  /** What may be the drive that is looked for; undefined: any device, or media alone where the system runs from memory. */
  readonly policy: DrivePolicy | undefined;
  /** Milliseconds that a drive may take to appear. */
  readonly waitMs: number;
  /** Whether it is worth waiting for one that is expected, as it is not once a boot has done so. */
  readonly expects: boolean;
}
