/**
 * A machine whose operator has put all cards called `eth…` into a bridge, and whose drive configures eth0 and ens3.
 * A bridge, for the kernels under test may lack bonds: what takes a port out of the one takes it out of the other.
 *
 * @module
 */
import { join } from "@std/path";
import { runHere } from "../support/runner.ts";
import { writeFile } from "../support/trees.ts";

const CARDS = { eth0: "52:54:00:00:00:0a", eth1: "52:54:00:00:00:0b", ens3: "52:54:00:00:00:0c" };

const static4 = (link: string, address: string) => ({
  link,
  type: "ipv4",
  ip_address: address,
  netmask: "255.255.255.0",
});

const NETWORK = {
  links: [
    { id: "a", type: "phy", ethernet_mac_address: CARDS.eth0 },
    { id: "c", type: "phy", ethernet_mac_address: CARDS.ens3 },
  ],
  networks: [static4("a", "192.0.2.10"), static4("c", "203.0.113.10")],
};

/** Makes the cards in a network namespace, their other ends up. */
export const MAKE_CARDS = Object.entries(CARDS).map(([name, mac]) =>
  `ip link add ${name} address ${mac} type veth peer name far${name} && ip link set far${name} up\n`
).join("");

/** Boots the machine below `root`, which has the operator's files, and throws where that is not without a problem. */
export function bootMachine(root: string, renderer: string, operatorsFiles: Record<string, string>): void {
  for (const [path, text] of Object.entries(operatorsFiles)) {
    writeFile(join(root, path), text, path.endsWith(".nmconnection") ? 0o600 : 0o644);
  }
  for (const [name, mac] of Object.entries(CARDS)) {
    writeFile(join(root, "sys/class/net", name, "address"), `${mac}\n`);
    writeFile(join(root, "sys/class/net", name, "addr_assign_type"), "0\n");
  }
  writeFile(join(root, "mnt/config/openstack/latest/network_data.json"), JSON.stringify(NETWORK));
  const { status, err } = runHere(["boot", "--root", root, "--renderer", renderer]);
  if (status !== 0) throw new Error(`simple-init failed: ${err}`);
}

interface Device {
  readonly ifname: string;
  readonly master?: string;
  readonly addr_info: readonly { local: string; family: string }[];
}

/** Of the output of `ip -j addr`, for each device what it is a port of, and its IPv4 addresses. */
export function portsAndAddresses(output: string): Record<string, string> {
  const devices = (JSON.parse(output) as Device[]).filter(({ ifname }) => /^(?:eth|ens|br)\d$/.test(ifname));
  return Object.fromEntries(devices.map(({ ifname, master, addr_info }) => {
    const addresses = addr_info.filter(({ family }) => family === "inet").map(({ local }) => local);
    return [ifname, [...(master === undefined ? [] : [`port of ${master}`]), ...addresses].join(", ")];
  }));
}

/** What the operator's network is with the drive's beside it. */
export const EXPECTED: Readonly<Record<string, string>> = {
  eth0: "port of br0",
  eth1: "port of br0",
  ens3: "203.0.113.10",
  br0: "10.1.1.1",
};
