/**
 * Every line that a renderer may write: what is not in `grammars/` has no business in a file. Each of the texts there has
 * the patterns of its files' paths behind `==`, and below each the lines that such files may have.
 *
 * Words in braces stand for values of the typed network, see `hostile_drives_lines.ts`; with `*` several of them with a
 * space between, with `;` each with a semicolon behind, with `,` commas. `{n}` is a count.
 *
 * @module
 */
import { STACKS } from "../../lib/stacks/mod.ts";
import type { StackName } from "../../lib/stacks/stack.ts";

/** Lines, by the paths of the files that may have them. */
export type Grammar = readonly (readonly [path: RegExp, lines: readonly string[]])[];

function readGrammar(name: StackName): Grammar {
  const text = Deno.readTextFileSync(new URL(`grammars/${name}.txt`, import.meta.url));
  return text.split(/^== /m).slice(1).map((section) => {
    const [path = "", ...lines] = section.split("\n").filter((line) => line !== "");
    return [new RegExp(path), lines];
  });
}

/** The closed set of each renderer's files and lines. */
export const GRAMMARS = Object.fromEntries(
  STACKS.map(({ name }) => [name, readGrammar(name)]),
) as Readonly<
  Record<StackName, Grammar>
>;

/** Netplan's and systemd-networkd's keys of bond options, all that there are. */
export const BOND_KEYS: ReadonlySet<string> = new Set(
  `ad-select all-slaves-active arp-all-targets arp-interval arp-validate down-delay fail-over-mac-policy gratuitous-arp
  lacp-rate learn-packet-interval mii-monitor-interval min-links packets-per-slave primary primary-reselect-policy
  resend-igmp transmit-hash-policy up-delay
  AdActorSystemPriority AdActorSystem AdSelect AdUserPortKey AllSlavesActive ARPAllTargets ARPIntervalSec ARPIPTargets
  ARPValidate DownDelaySec FailOverMACPolicy LACPTransmitRate LearnPacketIntervalSec MIIMonitorSec MinLinks GratuitousARP
  PacketsPerSlave PrimaryReselectPolicy ResendIGMP DynamicTransmitLoadBalancing UpDelaySec TransmitHashPolicy`
    .split(/\s+/),
);
