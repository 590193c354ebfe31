/**
 * IPv6 and small MTUs under systemd-networkd, which netplan's files end in as well.
 *
 * @module
 */
import { isUnconfigured, type Link, wantsIpv6 } from "../../network.ts";
import { type Problem, problemIn } from "../../problem.ts";

/** Below it networkd sets no MTU on a link with IPv6, and the kernel has no IPv6 on one. */
const LEAST_IPV6_MTU = 1280;

/** A link that asks for nothing gets none; neither does one that is too narrow, where it would widen the MTU. */
export function isWithoutIpv6(link: Link): boolean {
  return isUnconfigured(link) || (isNarrow(link) && !wantsIpv6(link));
}

/** What is lost of an MTU; `file` is where it would be. */
export function mtuProblems(link: Link, file: string): Problem[] {
  if (!isNarrow(link) || !wantsIpv6(link)) return [];
  const message = `the MTU ${link.mtu} of ${link.name} is too small for its IPv6`;
  return [problemIn(file, message, `systemd-networkd makes it ${LEAST_IPV6_MTU}`, "stack-mtu-raised")];
}

function isNarrow({ mtu }: Link): boolean {
  return mtu !== undefined && mtu < LEAST_IPV6_MTU;
}
