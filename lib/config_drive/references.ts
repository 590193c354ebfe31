/**
 * How entries of the network document mean one another: by the ids of links, and where there is no such id by their names,
 * as Metal3's users write them.
 *
 * @module
 */
import type { LinkData } from "./link_data.ts";
import type { NetworkEntry } from "./networks.ts";

interface Entries {
  readonly links: readonly LinkData[];
  readonly networks: readonly NetworkEntry[];
}

/** The entries, each meaning others by ids. */
export function withIds({ links, networks }: Entries): Entries {
  const ids = new Set(links.map(({ id }) => id));
  const byName = Map.groupBy(links, ({ name }) => name);
  const idOf = (reference: string) => {
    const [link, ...others] = ids.has(reference) ? [] : byName.get(reference) ?? [];
    return link === undefined || others.length > 0 ? reference : link.id;
  };
  return {
    links: links.map((link) => {
      if (link.kind === "vlan") return { ...link, parent: idOf(link.parent) };
      if (link.kind === "physical") return link;
      const ports = link.ports.map((port) => ({ ...port, id: idOf(port.id) }));
      if (link.kind === "bridge") return { ...link, ports };
      const portOptions = link.portOptions.map((option) => ({ ...option, value: idOf(option.value) }));
      return { ...link, ports, portOptions };
    }),
    networks: networks.map((network) => ({ ...network, link: idOf(network.link) })),
  };
}
