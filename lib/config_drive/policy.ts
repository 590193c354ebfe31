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
