/**
 * Cards that lead to a root file system on the network, under stacks that do less for them than for others: those whose DHCP client
 * takes a card's addresses away, as dhclient does all of them when its lease ends, and those that leave alone what is up.
 *
 * @module
 */
import { isKeptUp, isUnconfigured, type Link, type NetworkConfig } from "../network.ts";
import { noteOn, type Problem } from "../problem.ts";

/** The network with no DHCP client on such cards. */
export function withoutClients({ links }: NetworkConfig): NetworkConfig {
  return { links: links.map((link) => asks(link) ? quiet(link) : link) };
}

function asks(link: Link): boolean {
  return isKeptUp(link) && (link.dhcp4 || link.dhcp6 !== "off");
}

function quiet({ learnedMetric: _, ...link }: Link): Link {
  return { ...link, dhcp4: false, dhcp6: "off" };
}

/** What is lost by that; `pathOf` gives the file of a link. */
export function clientsLeftOut({ links }: NetworkConfig, pathOf: (link: Link) => string): Problem[] {
  return links.filter(asks).map((link) =>
    noteOn(
      pathOf(link),
      `${link.name} is the way to the root file system, and a DHCP client could take its address away`,
      "none runs there, and it keeps the addresses that it has",
      "stack-root-without-dhcp",
    )
  );
}

/** What a stack does not do that leaves such a card as it finds it; `until` is when it does. */
export function leftAsFound(
  { links }: NetworkConfig,
  pathOf: (link: Link) => string,
  { stack, until }: { readonly stack: string; readonly until: string },
): Problem[] {
  return links.filter((link) => isKeptUp(link) && !isUnconfigured(link)).map((link) =>
    noteOn(
      pathOf(link),
      `${stack} leaves ${link.name} as the initramfs has set it up, as it is the way to the root file system`,
      until,
      "stack-root-as-found",
    )
  );
}
