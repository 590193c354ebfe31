/**
 * Which DHCP clients a boot waits for, under stacks that start one link after the other.
 *
 * @module
 */
import { isUnconfigured, type Link, type NetworkConfig } from "../network.ts";

/**
 * Whether a link's client goes on at once, for all links of a network: it waits for half a minute or more where nobody
 * answers. Nothing that the drive states waits for it, nor a machine that somebody finds by what is stated, nor anything for a
 * link that has DHCP only because the drive says nothing of it.
 */
export function backgroundOf({ links }: NetworkConfig): (link: Link) => boolean {
  const isAnyStated = links.some(({ addresses }) => addresses.length > 0);
  const isAnyFromDrive = links.some((link) => !link.fallback && !isUnconfigured(link));
  return ({ fallback, carrier }) => isAnyStated || carrier === false || (fallback && isAnyFromDrive);
}
