/**
 * Formats that are taken for the network document, or for a whole drive, and are others'. Each is told by its name.
 *
 * @module
 */
import { problemIn } from "../problem.ts";
import type { System } from "../system/system.ts";
import { type BrokenDocument, unlessRefused } from "./documents.ts";
import { isObject } from "../json.ts";

const NETPLAN_KEYS = ["ethernets", "bonds", "bridges", "vlans", "wifis", "tunnels", "renderer"];

/** Whose format a value is, as a noun; undefined where it may well be a network document. */
export function foreignFormat(value: unknown): string | undefined {
  if (!isObject(value) || "links" in value || "networks" in value) return undefined;
  if (isObject(value.network) && !("version" in value)) return foreignFormat(value.network);
  if (value.version === 1 || Array.isArray(value.config)) {
    return "cloud-init's network configuration, version 1";
  }
  const isNetplan = value.version === 2 || NETPLAN_KEYS.some((key) => key in value);
  return isNetplan ? "netplan's format" : undefined;
}

/** Files below a drive's root by which others give instances their data. */
const SEEDS = [
  { path: "/ec2/latest/meta-data.json", format: "EC2's format" },
  { path: "/meta-data", format: "the format of cloud-init's NoCloud" },
  { path: "/network-config", format: "the format of cloud-init's NoCloud" },
  { path: "/ovf-env.xml", format: "Azure's format" },
  { path: "/context.sh", format: "OpenNebula's format" },
];

/** In the place of the documents that a drive of another format has not. */
export function foreignDrive(drive: System): BrokenDocument | undefined {
  const seed = SEEDS.find(({ path }) => unlessRefused(() => drive.stat(path)?.kind) === "file");
  if (seed === undefined) return undefined;
  const message = `this is ${seed.format}, and there is no openstack/latest with a config drive's documents`;
  const file = seed.path.slice(1);
  return {
    state: "broken",
    problem: problemIn(file, message, "the drive is ignored", "drive-of-other-format"),
  };
}
