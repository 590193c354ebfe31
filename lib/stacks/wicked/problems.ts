/**
 * What wicked cannot express of a network.
 *
 * @module
 */
import { prefixText } from "../../ip.ts";
import type { Link, NetworkConfig } from "../../network.ts";
import { type Problem, problemIn } from "../../problem.ts";
import { bondProblems } from "./bond.ts";
import { bridgeProblems } from "./bridge.ts";
import { KERNEL_IPV6_METRIC } from "../../metrics.ts";
import { hasRivalOfAdvertisements } from "../_rivals.ts";

/** Names whose `ifcfg-` file wicked passes over, or takes for another kind of device whatever it says. */
const MISLEADING_NAME = /\.(?:old|bak|orig|scpmbackup|rpmnew|rpmsave|rpmorig)$|^dummy|^ovs-system$/;

/** @param directory where the files are */
export function wickedProblems(config: NetworkConfig, directory: string): Problem[] {
  const rivals = hasRivalOfAdvertisements(config);
  return config.links.flatMap((link) => {
    const file = `${directory}/ifcfg-${link.name}`;
    return [
      ...nameProblems(link, file),
      ...(link.kind === "bond" ? bondProblems(link, file) : []),
      ...(link.kind === "bridge" ? bridgeProblems(link, file) : []),
      ...addressProblems(link, file),
      ...(rivals ? metricProblems(link, file) : []),
    ];
  });
}

function nameProblems({ name }: Link, file: string): Problem[] {
  return MISLEADING_NAME.test(name)
    ? [
      problemIn(
        file,
        `wicked does not set up a device that is named ${name}`,
        "give it another name",
        "stack-device-name",
      ),
    ]
    : [];
}

function addressProblems({ addresses }: Link, file: string): Problem[] {
  return addresses.filter(({ length }) => length === 0).map((address) =>
    problemIn(
      file,
      `wicked knows no prefix length 0, as in ${prefixText(address)}`,
      "it takes a single address",
      "stack-address-lost",
    )
  );
}

function metricProblems(link: Link, file: string): Problem[] {
  if (link.learnedMetric === undefined || link.routerAdvertisements !== "accept") return [];
  const message = `wicked cannot give the metric ${link.learnedMetric} to the default routes of router ` +
    `advertisements on ${link.name}`;
  return [problemIn(file, message, `they have the kernel's, ${KERNEL_IPV6_METRIC}`, "stack-metric-lost")];
}
