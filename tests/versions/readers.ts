/**
 * Every case, written for the programs of the root that this runs in and read by them.
 *
 * @module
 */
import { basename } from "@std/path";
import { stackOf } from "../../lib/stacks/mod.ts";
import type { RenderTarget } from "../../lib/stacks/stack.ts";
import { CONSUMERS } from "../conformance/consumers.ts";
import { readBack, type Rendered, withRendered } from "../conformance/matrix.ts";
import type { RunStack } from "../online/_row.ts";
import { run } from "../real/_run.ts";
import { netplanGenerates } from "../real/netplan.ts";
import { daemonAccepts, type Profiles } from "../real/network_manager_daemon_profiles.ts";
import { networkdAccepts } from "../real/networkd.ts";
import { type Case, readCases } from "../support/cases.ts";
import { writeFile } from "../support/trees.ts";

export const STACKS: readonly RunStack[] = ["networkd", "netplan", "networkmanager", "ifupdown"];

/** What a stack said of the files of one case. */
export interface Reading {
  readonly stack: RunStack;
  readonly case: string;
  /** How many files it was given. */
  readonly files: number;
  readonly complaints: readonly string[];
}

/** Readings of all cases by all stacks that Debian has. */
export async function readAll(tools: Partial<RenderTarget>): Promise<Reading[]> {
  const cases = readCases();
  const others = STACKS.filter((stack) => stack !== "networkmanager");
  const readings = others.flatMap((stack) =>
    cases.map((test) =>
      withRendered(test, stackOf(stack), tools, (rendered): Reading => ({
        ...{ stack, case: test.name, files: rendered.files.size },
        complaints: complaintsOf(stack, rendered),
      }))
    )
  );
  return [...readings, ...await readByNetworkManager(cases, tools)];
}

function complaintsOf(stack: RunStack, rendered: Rendered): string[] {
  const { complaints, files } = CONSUMERS[stack].consume(rendered);
  return [
    ...complaints,
    ...readBack(stackOf(stack), files, rendered.told),
    ...(stack === "netplan" && rendered.files.size > 0 ? networkdAfterNetplan(rendered) : []),
  ];
}

/** What systemd-networkd has against netplan's files, which stand in a tree under the names that ours have. */
function networkdAfterNetplan({ tree }: Rendered): string[] {
  const directory = `${tree}/generated`;
  for (const [path, text] of netplanGenerates(tree)) {
    writeFile(
      `${directory}/etc/systemd/network/${basename(path).replace("10-netplan-", "10-simple-init-")}`,
      text,
    );
  }
  return networkdAccepts(directory).map((complaint) => `systemd-networkd: ${complaint}`);
}

/** The daemon loads the keyfiles of all cases, one case after the other; nmcli reads them where it can without a daemon. */
async function readByNetworkManager(
  cases: readonly Case[],
  tools: Partial<RenderTarget>,
): Promise<Reading[]> {
  const stack = "networkmanager";
  const isOffline = run("nmcli", ["--help"], "network-manager").output.includes("--offline");
  const all = cases.map((test) =>
    withRendered(test, stackOf(stack), tools, (rendered) => ({
      profiles: new Map(
        rendered.rendering.files.flatMap(({ path, mode }) =>
          path.endsWith(".nmconnection") ? [[basename(path), { text: rendered.files.get(path)!, mode }]] : []
        ),
      ) satisfies Profiles,
      complaints: isOffline ? complaintsOf(stack, rendered) : [],
    }))
  );
  const judged = await daemonAccepts(all.map(({ profiles }) => profiles));
  return all.map(({ profiles, complaints }, index) => ({
    ...{ stack, case: cases[index]!.name, files: profiles.size },
    complaints: [...complaints, ...judged[index]!],
  }));
}
