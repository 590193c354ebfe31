/**
 * What is at the other ends of a machine's cables: a network namespace with a tap device for each card, the host's
 * addresses on them, and a DHCP server that also announces IPv6 prefixes.
 *
 * @module
 */
import $, { type CommandBuilder } from "dax";
import { requirePrograms } from "../support/packages.ts";

/** The far end of a cable. */
export interface Port {
  /** Addresses with their prefix lengths. */
  readonly addresses?: readonly string[];
  /** Options of dnsmasq that make it serve this port. */
  readonly serve?: readonly string[];
}

export interface Lan extends AsyncDisposable {
  readonly namespace: string;
  /** Runs a program there. */
  run(words: readonly string[]): CommandBuilder;
}

/** Makes the namespace with a tap `tap0`, `tap1`, … for each port. */
export async function openLan(ports: readonly Port[], directory: string): Promise<Lan> {
  await requirePrograms({ ip: "iproute2", dnsmasq: "dnsmasq-base", nsenter: "util-linux", sysctl: "procps" });
  // Test files that run side by side are one process.
  const namespace = `e2e-${crypto.randomUUID().slice(0, 8)}`;
  await using stack = new AsyncDisposableStack();
  await $`ip netns add ${namespace}`;
  stack.defer(async () => void await $`ip netns delete ${namespace}`);
  const inside = (words: readonly string[]) => $`ip -n ${namespace} ${words}`;
  await inside(["link", "set", "lo", "up"]);
  // Whoever announces itself as a router and is none soon loses its place in the routing tables.
  await $`nsenter --net=/run/netns/${namespace} sysctl --quiet net.ipv6.conf.all.forwarding=1`;
  for (const [index, { addresses = [] }] of ports.entries()) {
    const tap = `tap${index}`;
    await inside(["tuntap", "add", tap, "mode", "tap"]);
    for (const address of addresses) {
      await inside(["address", "add", address, "dev", tap, ...(address.includes(":") ? ["nodad"] : [])]);
    }
    await inside(["link", "set", tap, "up"]);
  }
  const served = [...ports.entries()].filter(([, { serve }]) => serve !== undefined);
  const options = served.flatMap(([index, { serve }]) => [`--interface=tap${index}`, ...serve!]);
  if (options.length > 0) stack.use(startServer(namespace, options, directory));
  const all = stack.move();
  return {
    namespace,
    run: (words) => $`nsenter --net=/run/netns/${namespace} ${words}`,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

const ALWAYS = [
  ...["--no-daemon", "--conf-file=/dev/null", "--port=0", "--bind-dynamic", "--dhcp-authoritative"],
  ...["--user=root", "--log-dhcp"],
];

function startServer(namespace: string, options: readonly string[], directory: string): AsyncDisposable {
  const files = [`--dhcp-leasefile=${directory}/leases`, `--log-facility=${directory}/dnsmasq`];
  const args = [`--net=/run/netns/${namespace}`, "dnsmasq", ...ALWAYS, ...files, ...options];
  const quiet = { stdin: "null", stdout: "null", stderr: "null" } as const;
  const process = new Deno.Command("nsenter", { args, ...quiet }).spawn();
  return {
    async [Symbol.asyncDispose]() {
      process.kill();
      await process.status;
    },
  };
}
