/**
 * What configures a machine from its config drive, ours and others, each as its own element of diskimage-builder
 * installs it.
 *
 * @module
 */

export interface Program {
  readonly name: string;
  /** Whose element `simple-init` it takes, ours or diskimage-builder's. */
  readonly elements: "ours" | "theirs";
  /** What it wants of them, and variables for dib. */
  readonly wanted: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** Its units at boot; of a template `NAME@*.service`. */
  readonly units: readonly string[];
}

export const OURS: Program = {
  name: "simple-init",
  elements: "ours",
  wanted: ["simple-init"],
  variables: {},
  units: ["simple-init.service"],
};

/** The names of `--peer`. Names and keys are set by glean-early and by cloud-init.service, so these count as well. */
export const PEERS = {
  "glean": {
    name: "glean",
    elements: "theirs",
    wanted: ["simple-init"],
    variables: {},
    units: ["glean-early.service", "glean@*.service"],
  },
  "cloud-init": {
    name: "cloud-init",
    elements: "theirs",
    wanted: ["cloud-init", "cloud-init-datasources", "cloud-init-alone"],
    variables: { DIB_CLOUD_INIT_DATASOURCES: "ConfigDrive" },
    units: ["cloud-init-local", "cloud-init", "cloud-config", "cloud-final"].map((name) => `${name}.service`),
  },
} as const satisfies Readonly<Record<string, Program>>;

export type PeerName = keyof typeof PEERS;

export const PEER_NAMES = Object.keys(PEERS) as readonly PeerName[];

export function isPeer(name: string): name is PeerName {
  return Object.hasOwn(PEERS, name);
}

/** Words for the kernel's command line with which none of its units starts. */
export function masked({ units }: Pick<Program, "units">): string {
  return units.map((unit) => `systemd.mask=${unit.replace("@*", "@")}`).join(" ");
}
