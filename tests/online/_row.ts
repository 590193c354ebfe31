/**
 * Rows of "who is online, and when": a drive, a machine with cards on cables, what is at their far ends, and a stack.
 *
 * @module
 */
import { join } from "@std/path";
import { configure } from "../../lib/configure.ts";
import { formatProblem } from "../../lib/problem.ts";
import { stackOf } from "../../lib/stacks/mod.ts";
import type { DhcpClient, StackName } from "../../lib/stacks/stack.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import { writeFile } from "../support/trees.ts";

/** Who answers at the far end of a cable, which is `absent` where the card comes when the stack is up. Routers and servers are of the network `10.0.N` or `2001:db8:N`. */
export type FarEnd =
  | "silent"
  | "absent"
  | "unplugged"
  | "dhcp4"
  | "router"
  | "dhcp6"
  | "stateful"
  | "stateless"
  /** What answers does so that many seconds after the stack's start. */
  | `late${number}`
  /** The lease has an MTU of 1400. */
  | "mtu"
  /** The lease has classless routes, a default route among them, and a router that is not to be taken. */
  | "routes"
  /** The lease is of an address alone, whose router is outside of it. */
  | "outside"
  /** The lease is renewed every three seconds. */
  | "brief";

/** What happens after the start: to all, or to the card with the number. */
export type Act = "restart" | "renew" | `${"card" | "away" | "cable" | "plug"}:${number}`;

/** Which DHCP client the root has, for the stacks that run one. */
export type Client = DhcpClient;

/** The stacks that run in a namespace of this machine. */
export type RunStack = Exclude<StackName, RootStack>;

/** The stacks that run in a root file system in which they are installed. */
export type RootStack = Extract<StackName, "network-scripts" | "wicked" | "netifrc">;

/** What the far ends are to a drive; without `links` each card is one, called `eth0` and so on. */
export interface Situation {
  /** By card: `eth0` is the first. */
  readonly cards: readonly (readonly FarEnd[])[];
  /** What is on cards, as the drive has it. */
  readonly links?: readonly Readonly<Record<string, unknown>>[];
  readonly networks: readonly Readonly<Record<string, unknown>>[];
  readonly dns?: readonly string[];
  readonly dhcpFallback?: boolean;
  /** By card, what the drive states. */
  readonly mtus?: Readonly<Record<string, number>>;
  /** Seconds after which DHCP clients give up, and after which they try again. */
  readonly clientPatience?: number;
}

export function macOf(card: number): string {
  return `52:54:00:00:00:${(card + 10).toString(16).padStart(2, "0")}`;
}

/** Programs of a root file system by which a boot decides. */
const ASKED_FOR = ["sbin/resolvconf", "usr/sbin/resolvconf"];

const PROGRAMS: Readonly<Record<Client, string>> = {
  dhclient: "sbin/dhclient",
  dhcpcd: "sbin/dhcpcd",
  udhcpc: "sbin/udhcpc",
};

function layClientSettings(root: string, patience: number): void {
  const settings = {
    "/etc/dhcp/dhclient.conf": `timeout ${patience};\nretry ${patience};\n`,
    "/etc/dhcpcd.conf": `timeout ${patience}\n`,
  };
  for (const [path, text] of Object.entries(settings)) {
    writeFile(join(root, path), `${denoSystem.readText(path)}\n${text}`);
  }
}

/**
 * Lays a root with the drive at a path, as an image build for the programs of this machine, or of the root file system that
 * is given, and a boot do; what was said of it.
 */
export function layRoot(
  root: string,
  situation: Situation,
  renderer: StackName,
  client: Client,
  given?: string,
): string[] {
  writeFile(join(root, "etc/os-release"), "ID=debian\nVERSION_ID=12\n");
  const programs = given === undefined
    ? [PROGRAMS[client]]
    : ASKED_FOR.filter((program) => denoSystem.lstat(join(given, program)) !== undefined);
  for (const program of programs) writeFile(join(root, program), "");
  situation.cards.forEach((ends, card) => ends.includes("absent") || layCard(root, card));
  if (situation.clientPatience !== undefined) layClientSettings(root, situation.clientPatience);
  const document = join(root, "mnt/config/openstack/latest/network_data.json");
  writeFile(document, JSON.stringify(driveOf(situation)));
  const { dhcpFallback = true } = situation;
  const image = given === undefined ? denoSystem : denoSystem.rooted(given);
  for (const { path, contents } of stackOf(renderer).image().files(image, { dhcpFallback })) {
    writeFile(join(root, path), contents);
  }
  const { plan, applied } = configure(denoSystem, { root, renderer, dhcpFallback });
  situation.cards.forEach((ends, card) =>
    ends.includes("absent") && layLate(root, card, renderer, dhcpFallback)
  );
  return [...plan.problems, ...applied.problems].map(formatProblem);
}

function layCard(root: string, card: number): void {
  const device = join(root, `sys/class/net/eth${card}`);
  const files = { address: macOf(card), addr_assign_type: "0", type: "1", carrier: "1" };
  for (const [name, text] of Object.entries(files)) writeFile(join(device, name), `${text}\n`);
}

/** Lays `late` in a root, as it is when a card has come, with the commands that take it up, by which a shell of the root runs them. */
function layLate(root: string, card: number, renderer: StackName, dhcpFallback: boolean): void {
  const late = join(root, "late");
  const { success } = new Deno.Command("sh", {
    args: ["-c", 'mkdir "$1/late" && cd "$1" && tar -c --exclude=./late . | tar -x -C late', "sh", root],
  })
    .outputSync();
  if (!success) throw new Error(`${root} could not be copied`);
  layCard(late, card);
  configure(denoSystem, { root: late, renderer, dhcpFallback, only: `eth${card}` });
  const steps = stackOf(renderer).code().activate(`eth${card}`);
  const commands = steps.flatMap((step) => "run" in step ? [step.run] : []).map((words) =>
    words.slice(words[0] === "systemd-run" ? words.findLastIndex((word) => word.startsWith("--")) + 1 : 0)
  );
  const quoted = commands.map((words) => words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" "));
  writeFile(join(late, "take-up"), `${quoted.join("\n")}\n`);
}

/** Links are there for the cards that networks speak of. */
function driveOf({ cards, links: others = [], mtus = {}, networks, dns = [] }: Situation): unknown {
  const below = others.flatMap((link) => link["bridge_interfaces"] ?? link["vlan_link"]);
  const used = new Set([...networks.map(({ link }) => link), ...below]);
  const links = cards.map((_, card) => ({
    id: `eth${card}`,
    type: "phy",
    ethernet_mac_address: macOf(card),
    mtu: mtus[`eth${card}`] ?? null,
  }));
  return {
    links: [...links.filter(({ id }) => used.has(id)), ...others],
    networks: networks.map((network, index) => ({ id: `n${index}`, ...network })),
    services: dns.map((address) => ({ type: "dns", address })),
  };
}
