/**
 * Machines with any number of NICs, each with two IPv4 and two IPv6 networks.
 *
 * @module
 */
import type { JsonValue } from "./report.ts";

const DRIVE = "mnt/config/openstack/latest";

/** The files of a root by path, with neither NICs nor a drive. */
export function bareRoot(): Map<string, string> {
  return new Map([["etc/os-release", 'ID=debian\nVERSION_ID="12"\n']]);
}

/** The files of a root by path: always the same for the same number. */
export function generatedRoot(nics: number): Map<string, string> {
  const numbers = [...Array(nics).keys()];
  const data = {
    links: numbers.map(link),
    networks: numbers.flatMap(networks),
    services: [{ type: "dns", address: "192.0.2.53" }],
  };
  return new Map([
    ...bareRoot(),
    [`${DRIVE}/network_data.json`, json(data)],
    [`${DRIVE}/meta_data.json`, json({ uuid: "00000000-0000-4000-8000-000000000000", hostname: "many" })],
    ...numbers.flatMap(device),
  ]);
}

function device(nic: number): [string, string][] {
  const values = { addr_assign_type: "0", address: mac(nic), carrier: "1", type: "1" };
  return Object.entries(values).map(([name, value]) => [`sys/class/net/eth${nic}/${name}`, `${value}\n`]);
}

function mac(nic: number): string {
  const digits = (nic + 1).toString(16).padStart(6, "0");
  return `52:54:00:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`;
}

function link(nic: number): JsonValue {
  return { id: `tap${nic}`, type: "ovs", mtu: 1500, ethernet_mac_address: mac(nic) };
}

function networks(nic: number): JsonValue[] {
  return [0, 1].flatMap((which) => [ipv4(nic, which), ipv6(nic, which)]);
}

function ipv4(nic: number, which: number): JsonValue {
  const number = 2 * nic + which;
  const [high, low] = [number >> 8, number & 255];
  const near = `10.${high}.${low}`;
  const far = { network: `172.${16 + high}.${low}.0`, netmask: "255.255.255.0", gateway: `${near}.254` };
  const onward = { network: "0.0.0.0", netmask: "0.0.0.0", gateway: `${near}.1` };
  return {
    id: `v4-${number}`,
    link: `tap${nic}`,
    type: "ipv4",
    ip_address: `${near}.10`,
    netmask: "255.255.255.0",
    routes: number === 0 ? [onward, far] : [far],
    services: [{ type: "dns", address: "192.0.2.53" }],
  };
}

function ipv6(nic: number, which: number): JsonValue {
  const near = `2001:db8:${nic.toString(16)}:${which}`;
  const onward = { network: "::", netmask: "::", gateway: `${near}::1` };
  return {
    id: `v6-${2 * nic + which}`,
    link: `tap${nic}`,
    type: "ipv6",
    ip_address: `${near}::10`,
    netmask: "ffff:ffff:ffff:ffff::",
    routes: nic + which === 0 ? [onward] : [],
  };
}

function json(value: JsonValue): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
