/**
 * What wicked cannot express of a network.
 *
 * @module
 */
import { prefixText } from "../../ip.ts";
import type { BondLink, Link, NetworkConfig } from "../../network.ts";
import { noteOn, type Problem, problemIn } from "../../problem.ts";
import { DEFAULT_MIIMON, moduleOptions } from "./bond.ts";
import { repeatedRoutes } from "./routes.ts";
import { hasRivalOfAdvertisements, IPV6_METRIC } from "../_rivals.ts";

/** Names whose `ifcfg-` file wicked passes over, or takes for another kind of device whatever it says. */
const MISLEADING_NAME = /\.(?:old|bak|orig|scpmbackup|rpmnew|rpmsave|rpmorig)$|^dummy|^ovs-system$/;

/** @param directory where the files are */
export function wickedProblems(config: NetworkConfig, directory: string): Problem[] {
  const rivals = hasRivalOfAdvertisements(config);
  return [
    ...config.links.flatMap((link) => {
      const file = `${directory}/ifcfg-${link.name}`;
      return [
        ...nameProblems(link, file),
        ...(link.kind === "bond" ? bondProblems(link, file) : []),
        ...addressProblems(link, file),
        ...(rivals ? metricProblems(link, file) : []),
      ];
    }),
    ...repeatedRoutes(config).map(({ link, route }) =>
      problemIn(
        `${directory}/ifroute-${link.name}`,
        `${link.name} has a route to ${prefixText(route.destination)} as another one, with the same metric`,
        "wicked uses the first of them alone",
      )
    ),
  ];
}

function nameProblems({ name }: Link, file: string): Problem[] {
  return MISLEADING_NAME.test(name)
    ? [problemIn(file, `wicked does not set up a device that is named ${name}`, "give it another name")]
    : [];
}

function bondProblems(bond: BondLink, file: string): Problem[] {
  const { refused, monitoringAdded } = moduleOptions(bond);
  const unwatched = noteOn(
    file,
    `wicked takes no bond without monitoring, and nothing is said of that of ${bond.name}`,
    `it gets miimon=${DEFAULT_MIIMON}`,
  );
  return [
    ...(bond.ports.length === 0
      ? [problemIn(file, `wicked takes no bond without ports, as ${bond.name} is`, "it is not set up")]
      : []),
    ...refused.map(({ name, value, reason }) =>
      problemIn(file, `wicked does not take the bond option ${name}=${value} ${reason}`, "it is left out")
    ),
    ...(monitoringAdded ? [unwatched] : []),
  ];
}

function addressProblems({ addresses }: Link, file: string): Problem[] {
  return addresses.filter(({ length }) => length === 0).map((address) =>
    problemIn(
      file,
      `wicked knows no prefix length 0, as in ${prefixText(address)}`,
      "it takes a single address",
    )
  );
}

function metricProblems(link: Link, file: string): Problem[] {
  if (link.learnedMetric === undefined || link.routerAdvertisements !== "accept") return [];
  const message = `wicked cannot give the metric ${link.learnedMetric} to the default routes of router ` +
    `advertisements on ${link.name}`;
  return [problemIn(file, message, `they have the kernel's, ${IPV6_METRIC}`)];
}
