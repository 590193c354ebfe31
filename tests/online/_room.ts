/**
 * Runs a row: the drive's files by a stack in namespaces of their own, see `room.bash`.
 *
 * @module
 */
import { join } from "@std/path";
import { fromFileUrl } from "../support/paths.ts";
import { writeFile } from "../support/trees.ts";
import { run } from "../real/_run.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { requirePrograms } from "../support/packages.ts";
import { ifups, layIfup, type Programs } from "./_ifups.ts";
import { type Act, type Client, type FarEnd, layRoot, type Situation } from "./_row.ts";

const ROOM = fromFileUrl(new URL("room.bash", import.meta.url));

/** What is run; each with the package that has it. */
const PROGRAMS = {
  ip: "iproute2",
  sysctl: "procps",
  unshare: "util-linux",
  dnsmasq: "dnsmasq-base",
  ifup: "ifupdown",
  NetworkManager: "network-manager",
  "dbus-daemon": "dbus",
  netplan: "netplan.io",
};

const CLIENT_PROGRAMS: Readonly<Record<Client, Readonly<Record<string, string>>>> = {
  dhclient: { dhclient: "isc-dhcp-client" },
  dhcpcd: { dhcpcd: "dhcpcd-base" },
  udhcpc: { busybox: "busybox-static" },
};

/** What is run beside a stack that is in a root file system. */
const { ip, sysctl, unshare, dnsmasq } = PROGRAMS;
const PROGRAMS_BESIDE = { ip, sysctl, unshare, dnsmasq };

interface KernelRoute {
  readonly dst: string;
  readonly gateway?: string;
  readonly dev: string;
  readonly metric?: number;
  readonly protocol: string;
}

/** What the kernel and `resolv.conf` have at a time. */
interface SeenState {
  /** Milliseconds until the address that was waited for was there, since the start or what happened last; null: never. */
  readonly reached: number | null;
  readonly devices: readonly {
    readonly ifname: string;
    readonly mtu: number;
    readonly master?: string;
    readonly address: string;
    readonly addr_info: readonly { local: string; prefixlen: number; scope: string; dynamic?: boolean }[];
  }[];
  readonly routes: readonly (readonly KernelRoute[])[];
  readonly others: readonly (readonly KernelRoute[])[];
  readonly acceptRa: Readonly<Record<string, number>>;
  readonly servers: string;
  /** Milliseconds for which a connection by eth0 was dead at most; null: none was held. */
  readonly held: number | null;
}

interface Seen {
  /** Milliseconds until the stack said that the machine is online. */
  readonly online: number | null;
  /** The status with which it said so. */
  readonly status: number;
  /** After the start, and after each act. */
  readonly states: readonly SeenState[];
}

/** What a machine has. */
export interface State extends Omit<SeenState, "devices" | "routes" | "others"> {
  /** Global addresses by card. */
  readonly addresses: Readonly<Record<string, readonly string[]>>;
  /** Names of the devices that have another one as their master, by that one's. */
  readonly ports: Readonly<Record<string, readonly string[]>>;
  /** By card. */
  readonly mtus: Readonly<Record<string, number>>;
  /** By card. */
  readonly macs: Readonly<Record<string, string>>;
  /** Default routes, `via GATEWAY dev CARD metric N`. */
  readonly defaults: readonly string[];
  /** The other routes with a gateway, `DESTINATION via GATEWAY dev CARD`. */
  readonly routes: readonly string[];
  /** The metrics of these. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** What came of a row: the state after the start, and what was said meanwhile. */
export interface Outcome extends State, Omit<Seen, "states"> {
  /** After each act, in their order. */
  readonly later: readonly State[];
  /** What the boot reported. */
  readonly problems: readonly string[];
  readonly log: string;
}

/**
 * @param root a root file system in which the stack runs; absent: this machine's
 * @param waited the address, without its length, that is waited for
 * @param patience seconds for which it is, and for which the stack may take to say that the machine is online
 * @param learned addresses, gateways and name servers that come from the far ends or late, and are waited for as well
 * @param held a root file system is reached by eth0, which an initramfs has set up
 * @param settle seconds for what must not be learned
 * @param acts what happens after the start, one after the other
 */
export async function outcomeOf(
  situation: Situation,
  {
    stack,
    root,
    client = "dhclient",
    programs,
    waited,
    learned = [],
    settle = 0,
    patience = 20,
    held = false,
    acts = [],
  }: {
    readonly stack: StackName;
    readonly root?: string;
    readonly client?: Client;
    readonly programs?: Programs;
    readonly waited: string;
    readonly learned?: readonly string[];
    readonly settle?: number;
    readonly patience?: number;
    readonly held?: boolean;
    readonly acts?: readonly Act[];
  },
): Promise<Outcome> {
  await requirePrograms(root === undefined ? programsOf(stack, client) : PROGRAMS_BESIDE);
  const environment = programs === undefined ? {} : { IFUP: programs.ifup, IFUPS: await ifups() };
  const tree = Deno.makeTempDirSync();
  try {
    if (held) layHeld(tree);
    if (environment.IFUPS !== undefined) layIfup(tree, programs!, client, environment.IFUPS);
    const problems = layRoot(tree, situation, stack, client, root);
    const far = situation.cards.map((ends: readonly FarEnd[]) => ends.join());
    const namespaces = ["--net", "--mount", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc"];
    const waits = [waited, `${patience}`, learned.join(), `${settle}`, acts.join()];
    const words = [ROOM, root ?? "/", tree, stack, client, ...waits, ...far];
    const variables = held ? ["env", "HELD=yes", `DENO=${Deno.execPath()}`] : [];
    const { code, output, errors } = run(
      "unshare",
      [...namespaces, ...variables, "bash", ...words],
      "util-linux",
      environment,
    );
    if (code !== 0) throw new Error(`${stack} could not be tried: ${errors}${output}`);
    const { states, ...seen }: Seen = JSON.parse(output);
    const [first, ...later] = states.map(told);
    return { ...first!, ...seen, later, problems, log: errors };
  } finally {
    Deno.removeSync(tree, { recursive: true });
  }
}

/** A root need not have the client that is not run. */
function programsOf(stack: StackName, client: Client): Readonly<Record<string, string>> {
  return stack === "ifupdown" ? { ...PROGRAMS, ...CLIENT_PROGRAMS[client] } : PROGRAMS;
}

/** What the kernel shows of a root on NFS. */
function layHeld(tree: string): void {
  writeFile(join(tree, "proc/self/mountinfo"), "26 1 0:31 / / rw - nfs 10.0.0.1:/ rw,addr=10.0.0.1\n");
  writeFile(
    join(tree, "proc/net/route"),
    "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n" +
      "eth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\n",
  );
}

function told({ devices, routes, others, ...seen }: SeenState): State {
  const globals = (addresses: SeenState["devices"][number]["addr_info"]) =>
    addresses.filter(({ scope }) => scope === "global").map(({ local, prefixlen, dynamic }) =>
      `${local}/${prefixlen}${dynamic ? " dynamic" : ""}`
    );
  const beyond = others.flat().filter(({ dst, gateway }) => dst !== "default" && gateway !== undefined);
  return {
    ...seen,
    addresses: Object.fromEntries(devices.map(({ ifname, addr_info }) => [ifname, globals(addr_info)])),
    ports: Object.fromEntries(
      [...Map.groupBy(devices.filter(({ master }) => master !== undefined), ({ master }) => master!)]
        .map(([master, ports]) => [master, ports.map(({ ifname }) => ifname)]),
    ),
    mtus: Object.fromEntries(devices.map(({ ifname, mtu }) => [ifname, mtu])),
    macs: Object.fromEntries(devices.map(({ ifname, address }) => [ifname, address])),
    defaults: routes.flat().map((route) =>
      `via ${gatewayOf(route)} dev ${route.dev} metric ${route.metric ?? 0}`
    ).sort(),
    routes: beyond.map(routeText).sort(),
    metrics: Object.fromEntries(beyond.map((route) => [routeText(route), route.metric ?? 0])),
  };
}

function routeText({ dst, gateway, dev }: KernelRoute): string {
  return `${dst} via ${gateway} dev ${dev}`;
}

/** A router's own address is drawn. */
function gatewayOf({ gateway }: KernelRoute): string {
  return gateway?.startsWith("fe80:") ? "router" : gateway ?? "nobody";
}
