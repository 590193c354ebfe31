/** A bond on this machine, as a drive asks for it and as it is resolved. */
import { makePlan } from "../../lib/plan/plan.ts";
import type { BondLink } from "../../lib/network.ts";
import { formatProblem } from "../../lib/problem.ts";
import { machine, phy } from "../boot/_boot.ts";

/** The kernel's names, in the order of its numbers. */
export const MODES: readonly string[] = [
  ...["balance-rr", "active-backup", "balance-xor", "broadcast", "802.3ad", "balance-tlb", "balance-alb"],
];

export interface Bond {
  readonly mode: string;
  readonly options: Readonly<Record<string, string>>;
  /** What is said of it, from its path on. */
  readonly says: readonly string[];
}

/** The bond of eth0 and eth1 with this mode and these of the drive's `bond_` keys, which stand here without that. */
export function resolvedBond(mode: string, options: Readonly<Record<string, unknown>>): Bond {
  const keys = Object.entries(options).map(([name, value]) => [`bond_${name}`, value]);
  const bond = {
    id: "b",
    type: "bond",
    bond_links: ["nic0", "nic1"],
    bond_mode: mode,
    ...Object.fromEntries(keys),
  };
  const document = { links: [phy(0), phy(1), bond], networks: [{ id: "n", link: "b", type: "ipv4_dhcp" }] };
  const { resolution, problems } = makePlan(machine(2, document), { renderer: "networkd" });
  const link = resolution.config.links.find((link): link is BondLink => link.kind === "bond");
  if (link === undefined) throw new Error("there is no bond");
  const start = "network_data.json: $.links[2]";
  const said = problems.map(formatProblem).filter((line) => line.startsWith(start));
  return {
    mode: link.mode,
    options: Object.fromEntries(link.options),
    says: said.map((line) => line.slice(start.length)),
  };
}
