import type { DrivePolicy } from "../config_drive/policy.ts";
import type { StackName } from "../stacks/stack.ts";

/** What a boot or a plan is asked for. */
export interface ConfigureOptions {
  /** The target's root; `/` is this machine. */
  readonly root: string;
  /** A directory, a device or an image file; undefined: looked for. */
  readonly configDrive: string | undefined;
  /** What may be the drive that is looked for; undefined: what the machine runs from decides. */
  readonly drive: DrivePolicy | undefined;
  readonly renderer: StackName | "auto";
  /** Only the links that this device is part of. */
  readonly only: string | undefined;
  readonly dhcpFallback: boolean;
  readonly network: boolean;
  readonly dns: boolean;
  readonly hostName: boolean;
  readonly sshKeys: boolean;
  readonly sshUser: string;
  /** Milliseconds that a drive may take that is expected, or while udev is busy; never waited for below another root. */
  readonly driveWait: number;
  /** Milliseconds that a cable may take, where DHCP would hold up the boot; never waited for below another root. */
  readonly carrierWait: number;
}

/** What happens unless something else is asked for. */
export const DEFAULT_OPTIONS: ConfigureOptions = {
  root: "/",
  configDrive: undefined,
  drive: undefined,
  renderer: "auto",
  only: undefined,
  dhcpFallback: true,
  network: true,
  dns: true,
  hostName: true,
  sshKeys: true,
  sshUser: "root",
  driveWait: 60_000,
  carrierWait: 5_000,
};
