/**
 * Logging in to a machine over its network, with a key of the test's own.
 *
 * @module
 */
import $ from "dax";
import { join } from "@std/path";
import { requirePrograms } from "../support/packages.ts";
import type { Machine } from "./_machine.ts";

export interface KeyPair {
  /** The path of the secret half. */
  readonly identity: string;
  /** The line for `authorized_keys`. */
  readonly publicKey: string;
}

export async function makeKeyPair(directory: string): Promise<KeyPair> {
  await requirePrograms({ "ssh-keygen": "openssh-client" });
  const identity = join(directory, "key");
  await $`ssh-keygen -q -t ed25519 -N ${""} -C test@test -f ${identity}`;
  return { identity, publicKey: (await Deno.readTextFile(`${identity}.pub`)).trim() };
}

const OPTIONS = [
  "BatchMode=yes",
  "StrictHostKeyChecking=no",
  "UserKnownHostsFile=/dev/null",
  "LogLevel=ERROR",
  "ConnectTimeout=20",
].flatMap((option) => ["-o", option]);

/** Runs a command in the machine as root, from the far end of its cables. Its output. */
export async function ssh(
  { lan }: Machine,
  { identity }: KeyPair,
  address: string,
  command: string,
): Promise<string> {
  const words = ["ssh", "-F", "/dev/null", "-i", identity, ...OPTIONS, `root@${address}`, command];
  return (await lan.run(words).quiet().text()).trim();
}
