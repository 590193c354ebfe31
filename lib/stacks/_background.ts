/**
 * Which DHCP clients a boot waits for, under stacks that start one link after the other.
 *
 * @module
 */
import { isUnconfigured, type Link, type NetworkConfig } from "../network.ts";

/** Whether the drive states an address. */
export function isAnyStated({ links }: NetworkConfig): boolean {
  return links.some(({ addresses }) => addresses.length > 0);
}

/** Whether the drive says what a link gets. */
export function isAnyFromDrive({ links }: NetworkConfig): boolean {
  return links.some((link) => !link.fallback && !isUnconfigured(link));
}

/**
 * Whether a link's client goes on at once, for all links of a network: it waits for half a minute or more where nobody
 * answers. Nothing that the drive states waits for it, nor a machine that somebody finds by what is stated, nor anything for a
 * link that has DHCP only because the drive says nothing of it.
 */
export function backgroundOf(config: NetworkConfig): (link: Link) => boolean {
  const [isStated, isFromDrive] = [isAnyStated(config), isAnyFromDrive(config)];
  return ({ fallback, carrier }) => isStated || carrier === false || (fallback && isFromDrive);
}
