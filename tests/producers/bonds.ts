/**
 * Bonds by chance, with options that the kernel takes together (`Documentation/networking/bonding.rst`).
 *
 * @module
 */
import { below, type Random } from "../trust/random.ts";
import type { WishedBond } from "./wish.ts";

type Options = Readonly<Record<string, readonly string[]>>;

const ANY: Options = {
  all_slaves_active: ["0", "1"],
  min_links: ["0", "1"],
  num_grat_arp: ["2", "5"],
  resend_igmp: ["0", "3"],
};
const HASHED: Options = { xmit_hash_policy: ["layer2", "layer2+3", "layer3+4", "encap3+4"] };

/** What each mode takes beside that. */
const MODES: Readonly<Record<string, Options>> = {
  "balance-rr": { packets_per_slave: ["1", "4"] },
  "active-backup": { fail_over_mac: ["none", "active", "follow"], primary_reselect: ["always", "better"] },
  "balance-xor": HASHED,
  broadcast: {},
  "802.3ad": { ...HASHED, lacp_rate: ["slow", "fast"], ad_select: ["stable", "bandwidth", "count"] },
  "balance-tlb": { ...HASHED, tlb_dynamic_lb: ["0", "1"] },
  "balance-alb": { lp_interval: ["1", "9"] },
};

/** A bond of these devices; without options one that has what no drive has to say. */
export function bondOf(random: Random, ports: readonly string[], withOptions: boolean): WishedBond {
  const mode = Object.keys(MODES)[below(random, Object.keys(MODES).length)]!;
  const miimon = below(random, 3) === 0 ? "50" : "100";
  if (!withOptions) return { mode, ports, options: { miimon: "100" } };
  const options = Object.entries({ ...ANY, ...MODES[mode] }).filter(() => below(random, 3) === 0)
    .map(([name, values]) => [name, values[below(random, values.length)]!]);
  const delays = below(random, 3) === 0 ? { updelay: "200", downdelay: "400" } : {};
  return { mode, ports, options: { miimon, ...delays, ...Object.fromEntries(options) } };
}
