/**
 * What systemd-networkd's wait-online waits for, by its own files or by netplan's.
 *
 * @module
 */
import { isUnconfigured, type Link, type NetworkConfig } from "../../network.ts";

/**
 * Tells whether a link has to be up for the machine to be online. Nothing waits for a fallback link beside others. Where
 * there are no others it must be waited for: wait-online never ends on a machine that requires nothing.
 */
export function waitedFor({ links }: NetworkConfig): (link: Link) => boolean {
  const hasFallbackOnly = links.every((link) => link.fallback || isUnconfigured(link));
  return (link) => {
    if (isUnconfigured(link)) return false;
    return !link.fallback || (link.carrier !== false && hasFallbackOnly);
  };
}
