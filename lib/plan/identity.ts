/**
 * What should change in a machine's identity: its name, and who may log in.
 *
 * @module
 */
import type { Change } from "../apply/change.ts";
import { planHostName } from "../apply/host_name.ts";
import type { Planned } from "../apply/network_files.ts";
import { planSshKeys } from "../apply/ssh_keys.ts";
import { unlessUnreadable } from "../apply/unreadable.ts";
import type { Ip } from "../ip.ts";
import * as parts from "../parts.ts";
import { noteOn, type Problem } from "../problem.ts";
import type { System } from "../system/system.ts";
import type { DriveInForce } from "./drive.ts";
import type { ConfigureOptions } from "./options.ts";

const NOTHING: Planned<Change> = { changes: [], problems: [] };

/**
 * Host name and keys are the machine's: a run for one interface changes neither.
 *
 * @param address what the host name should resolve to; `unknown`: what it does already
 */
export function planIdentity(
  system: System,
  options: ConfigureOptions,
  { drive, machine }: DriveInForce,
  address: Ip | "unknown" | undefined,
): Planned<Change> {
  if (options.only !== undefined) return NOTHING;
  const keys = drive.metaData?.sshKeys ?? [];
  const planned = [
    !options.hostName ? NOTHING : part("/etc/hostname", () =>
      planHostName(system, {
        name: drive.metaData?.hostName,
        address,
        machine,
        kernel: options.root === "/",
      })),
    !options.sshKeys ? NOTHING : part("authorized_keys", () => {
      const isLeft = keys.length > 0 && system.stat(CLOUD_INIT) !== undefined &&
        parts.cloudInit().hasCloudInit(system);
      const { changes, problems } = planSshKeys(system, options.sshUser, isLeft ? [] : keys, machine);
      return { changes, problems: [...problems, ...(isLeft ? [LEFT_TO_CLOUD_INIT] : [])] };
    }),
  ];
  return {
    changes: planned.flatMap(({ changes }) => changes),
    problems: planned.flatMap(({ problems }) => problems),
  };
}

function part(file: string, body: () => Planned<Change>): Planned<Change> {
  return unlessUnreadable(file, body, (problem) => ({ changes: [], problems: [problem] }));
}

const CLOUD_INIT = "/usr/bin/cloud-init";

const LEFT_TO_CLOUD_INIT: Problem = {
  ...noteOn("meta_data.json", "cloud-init is installed", "the SSH keys are left to it", "ssh-keys-left"),
  path: "$.public_keys",
};
