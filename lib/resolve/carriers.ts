import type { Link } from "../network.ts";
import type { Resolution } from "./resolve.ts";

/**
 * What was resolved, with what is known by now of the carriers of some interfaces, by name. See
 * `NetworkInterface.carrier` for what undefined means.
 */
export function withCarriers(
  resolution: Resolution,
  carriers: ReadonlyMap<string, boolean | undefined>,
): Resolution {
  return {
    ...resolution,
    config: {
      links: resolution.config.links.map((link) => carriers.has(link.name) ? told(link, carriers) : link),
    },
    matches: resolution.matches.map((match) =>
      carriers.has(match.device.name)
        ? { ...match, device: { ...match.device, carrier: carriers.get(match.device.name) } }
        : match
    ),
  };
}

/** A link says of its carrier only that it has none. */
function told({ carrier: _, ...link }: Link, carriers: ReadonlyMap<string, boolean | undefined>): Link {
  return carriers.get(link.name) === false ? { ...link, carrier: false } : link;
}
