/**
 * What each network stack's own reader makes of files that were rendered.
 *
 * @module
 */
import { diffLines } from "diff";
import type { NetworkConfig } from "../../lib/network.ts";
import type { StackName } from "../../lib/stacks/stack.ts";
import { assignment } from "../../lib/stacks/_shell.ts";
import { sourceWithBash } from "../real/bash_source.ts";
import { generatedComparable, readGenerated } from "../real/_netplan_networkd.ts";
import { ifupdownAccepts } from "../real/ifupdown.ts";
import { netplanAccepts, netplanGenerates } from "../real/netplan.ts";
import { networkdAccepts } from "../real/networkd.ts";
import { nmcliAccepts } from "../real/nmcli.ts";

type Files = ReadonlyMap<string, string>;

export interface Consumed {
  /** What the consumer has against the files; empty: nothing. */
  readonly complaints: readonly string[];
  /** The files as the consumer understood them, where it hands that out; else as they are. */
  readonly files: Files;
}

/** What is judged: files by their paths, the same in a tree on the disk, and the network that they came from. */
export interface Judged {
  readonly files: Files;
  readonly tree: string;
  readonly config: NetworkConfig;
}

export interface Consumer {
  /** Who reads the files, for the page. */
  readonly who: string;
  readonly consume: (judged: Judged) => Consumed;
}

function parser(who: string, accepts: (tree: string) => string[]): Consumer {
  return { who, consume: ({ files, tree }) => ({ complaints: accepts(tree), files }) };
}

/** Files that match are sourced by bash and read back from the variables that it then has. */
function shell(sourced: RegExp): Consumer {
  return {
    who: "bash, which sources them, without a command or a way to run one",
    consume: ({ files }) => {
      const read = [...files].map(([path, text]) => {
        if (!sourced.test(path)) return { path, text, complaints: [] };
        const { variables, complaints } = sourceWithBash(text);
        return {
          path,
          text: [...variables].map(([name, value]) => `${assignment(name, value)}\n`).join(""),
          complaints,
        };
      });
      return {
        complaints: read.flatMap(({ path, complaints }) =>
          complaints.map((complaint) => `${path}: ${complaint}`)
        ),
        files: new Map(read.map(({ path, text }) => [path, text])),
      };
    },
  };
}

/** netplan's own output, systemd-networkd's files, has to be the same network as well. */
function consumeNetplan({ files, tree, config }: Judged): Consumed {
  const complaints = files.size === 0 ? [] : netplanAccepts(tree);
  if (complaints.length > 0 || files.size === 0) return { complaints, files };
  const [made, meant] = [
    generatedComparable(readGenerated(netplanGenerates(tree))),
    generatedComparable(config),
  ];
  const difference = linesBetween(meant, made);
  return {
    complaints: difference === ""
      ? []
      : [`what it generates for systemd-networkd is another network: ${difference}`],
    files,
  };
}

/** The lines of values in which they differ; empty where they are the same. */
function linesBetween(one: unknown, other: unknown): string {
  const show = (value: unknown) => Deno.inspect(value, { depth: 20, sorted: true });
  return diffLines(show(one), show(other)).filter(({ added, removed }) => added || removed)
    .flatMap(({ added, value }) =>
      value.trim().split("\n").map((line) => `${added ? "+" : "-"}${line.trim()}`)
    )
    .join(" ");
}

export const CONSUMERS: Readonly<Record<StackName, Consumer>> = {
  ifupdown: parser("`ifquery` for every stanza, `ifup --no-act` for the commands", ifupdownAccepts),
  netifrc: shell(/^\/etc\/conf\.d\//),
  netplan: {
    who: "`netplan generate`, and the systemd-networkd files that come out",
    consume: consumeNetplan,
  },
  "network-scripts": shell(/\/ifcfg-[^/]*$|^\/etc\/sysconfig\/network$/),
  networkd: parser("`systemd-networkd` itself, without a warning", networkdAccepts),
  networkmanager: {
    who: "`nmcli --offline`: values in are values out",
    consume: ({ files }) => ({
      complaints: [...files].filter(([path]) => path.endsWith(".nmconnection")).flatMap(([path, text]) =>
        nmcliAccepts(text).map((complaint) => `${path}: ${complaint}`)
      ),
      files,
    }),
  },
  wicked: shell(/\/ifcfg-[^/]*$/),
};
