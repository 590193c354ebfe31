/**
 * Configuration for netifrc, Gentoo's network services under OpenRC: variables in `/etc/conf.d/net.<link>`, as netifrc's
 * `net.example` describes them, and a service `net.<link>` for each link.
 *
 * Before it starts `net.<link>`, OpenRC sources `/etc/conf.d/net` and then `/etc/conf.d/net.<link>`, and nothing of
 * other links. So the lossy names of netifrc's variables (`eth0.1` and `eth0_1` are both `eth0_1`) never meet.
 *
 * @module
 */
import {
  isPort,
  type Link,
  linksByName,
  nameServers,
  type NetworkConfig,
  searchDomains,
  vlansByParent,
} from "../../network.ts";
import type { ProblemCode } from "../../messages.ts";
import { type Problem, problemIn } from "../../problem.ts";
import { backgroundOf } from "../_background.ts";
import { clientsLeftOut, leftAsFound, withoutClients } from "../_kept.ts";
import { bondProblems } from "./bond.ts";
import { type LinkContext, linkVariables } from "./link.ts";
export { claims } from "./claims.ts";
export { activate } from "./take_up.ts";
import { CONF_D } from "./facts.ts";
import { sysctlFile, withAdvertisements } from "./ipv6.ts";
import { orderOf } from "./order.ts";
import { dnsFiles } from "../_dns.ts";
import { formatAssignments } from "../_shell.ts";
import type { RenderedFile, RenderedLink, Rendering, RenderTarget } from "../stack.ts";

export function render(network: NetworkConfig, target: RenderTarget): Rendering {
  const config = withAdvertisements(withoutClients(network));
  const context = {
    vlans: vlansByParent(config),
    byName: linksByName(config),
    sharedDns: target.hasResolvconf
      ? undefined
      : { servers: nameServers(config), domains: searchDomains(config) },
    isInBackground: backgroundOf(config),
    order: orderOf(config),
  };
  return {
    files: [
      ...config.links.map((link) => linkFile(link, context)),
      ...sysctlFile(config),
      ...dnsFiles(config, target.dns),
    ],
    links: config.links.flatMap(serviceLinks),
    problems: [
      ...config.links.flatMap((link) => linkProblems(link, context)),
      ...clientsLeftOut(network, pathOf),
      ...leftAsFound(config, pathOf, LEFT),
    ],
  };
}

const LEFT = { stack: "netifrc", until: "the addresses of its file are set where it has none" };

function linkFile(link: Link, context: LinkContext): RenderedFile {
  return {
    path: pathOf(link),
    contents: formatAssignments(linkVariables(link, context)),
    mode: 0o644,
    link: link.name,
  };
}

function pathOf({ name }: Link): string {
  return `${CONF_D}/net.${name}`;
}

/** The service, and that it starts at boot; a port's is started by its bond's. */
function serviceLinks(link: Link): RenderedLink[] {
  const service = `/etc/init.d/net.${link.name}`;
  return [
    { path: service, target: "net.lo", of: pathOf(link), link: link.name },
    ...(isPort(link) ? [] : [{
      path: `/etc/runlevels/default/net.${link.name}`,
      target: service,
      of: pathOf(link),
      link: link.name,
    }]),
  ];
}

function linkProblems(link: Link, { byName }: LinkContext): Problem[] {
  return [
    ...nameProblems(link, byName),
    ...(link.kind === "bond" ? bondProblems(link, pathOf(link)) : []),
    ...(link.kind === "vlan" && /^\d/.test(link.parent)
      ? [
        problem(
          link,
          `netifrc makes no VLAN on ${link.parent}, whose name begins with a digit`,
          "stack-vlan-lost",
        ),
      ]
      : []),
  ];
}

/** OpenRC reads `conf.d/net.eth0.default` in place of `conf.d/net.eth0` when it starts `net.eth0` in that run level. */
const RUN_LEVEL = /^(.+)\.(?:boot|default|nonetwork|shutdown|sysinit)$/;

function nameProblems(link: Link, byName: LinkContext["byName"]): Problem[] {
  const other = RUN_LEVEL.exec(link.name)?.[1];
  return [
    ...(link.name === "lo0"
      ? [problem(link, "netifrc takes lo0 for the loopback device", "stack-device-name")]
      : []),
    ...(other !== undefined && byName.has(other)
      ? [problem(link, `OpenRC takes the file of ${link.name} for one of ${other}`, "stack-device-name")]
      : []),
  ];
}

function problem(link: Link, message: string, code: ProblemCode): Problem {
  return problemIn(pathOf(link), message, "everything else is set", code);
}
