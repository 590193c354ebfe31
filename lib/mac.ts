/**
 * Hardware addresses: the 6 bytes of Ethernet, or the 20 of an InfiniBand port, in lower case and by colons.
 *
 * @module
 */

const ETHERNET_LENGTH = "52:54:00:12:34:56".length;
const INFINIBAND_LENGTH = "80:00:02:08:fe:80:00:00:00:00:00:00:00:00:00:00:00:00:00:00".length;

/** An address whose parts stand between `:` or `-`, or an Ethernet address bare or as Cisco writes it; in either case. */
export function parseMac(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const written = value.trim();
  if (written.length > INFINIBAND_LENGTH) return undefined;
  const isBare = /^(?:[0-9A-Fa-f]{12}|(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4})$/.test(written);
  const text = (isBare ? macOfDigits(written.replaceAll(".", "")) : written.replaceAll("-", ":"))
    .toLowerCase();
  return /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?:(?::[0-9a-f]{2}){14})?$/.test(text) ? text : undefined;
}

/** Whether an address is that of an InfiniBand port. */
export function isInfinibandMac(mac: string): boolean {
  return mac.length > ETHERNET_LENGTH;
}

/** Whether an Ethernet address is one of a single station: no group's, but it may be all zeros. */
export function isStationMac(mac: string): boolean {
  return !isInfinibandMac(mac) && "02468ace".includes(mac[1]!);
}

/** Whether the kernel lets a device be given the address (`is_valid_ether_addr`): 6 bytes, not all zero and no group's. */
export function isSettableMac(mac: string): boolean {
  return isStationMac(mac) && !isZeroMac(mac);
}

/** Whether an address is all zeros, as devices without one have it. */
export function isZeroMac(mac: string): boolean {
  return /^[0:]*$/.test(mac);
}

/**
 * The 6 bytes by which clouds call a card. An Ethernet card's are its own; an InfiniBand port's are those of its GUID (the
 * last 8 of its 20 bytes) without the two in the middle, as neutron and nova make them. The rest of the 20 bytes may be
 * another after the next boot.
 */
export function cloudMac(mac: string): string {
  if (!isInfinibandMac(mac)) return mac;
  const guid = mac.split(":").slice(12);
  return [...guid.slice(0, 3), ...guid.slice(5)].join(":");
}

/** `525400000001` as `52:54:00:00:00:01`. */
export function macOfDigits(digits: string): string {
  return digits.replace(/..(?!$)/g, "$&:");
}
