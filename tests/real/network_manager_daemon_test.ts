import assert from "node:assert/strict";
import { basename, join } from "@std/path";
import { ownership, withMarker } from "../../lib/apply/marker.ts";
import * as networkmanager from "../../lib/stacks/networkmanager/mod.ts";
import { NETWORKS } from "../networks.ts";
import { bootCase, type Case, readCases } from "../support/cases.ts";
import { runHere } from "../support/runner.ts";
import { readTree } from "../support/trees.ts";
import { DIRECTORY } from "./network_manager_daemon.ts";
import { daemonAccepts, type Profile, type Profiles } from "./network_manager_daemon_profiles.ts";

/** The profiles that a boot of the case leaves, with the modes that it gives them. */
function profilesOfCase(test: Case): Profiles {
  const temporary = Deno.makeTempDirSync();
  try {
    const root = join(temporary, "root");
    bootCase(test, "networkmanager", root, runHere);
    const files = [...readTree(root)].filter(([path, { text }]) =>
      path.startsWith(DIRECTORY.slice(1)) && ownership(`/${path}`, text) === "ours"
    );
    return new Map(files.map(([path, { text, mode }]) => [basename(path), { text, mode }]));
  } finally {
    Deno.removeSync(temporary, { recursive: true });
  }
}

function profilesOfNetwork(name: string): Profiles {
  const { files } = networkmanager.render(NETWORKS[name]!);
  return new Map(
    files.map(({ path, contents, mode }) => [basename(path), { text: withMarker(path, contents), mode }]),
  );
}

/** All sets go through one daemon; a step says what it had against each. */
async function judgeEach(context: Deno.TestContext, sets: ReadonlyMap<string, Profiles>): Promise<void> {
  const complaints = await daemonAccepts([...sets.values()]);
  for (const [index, name] of [...sets.keys()].entries()) {
    await context.step(name, () => assert.deepEqual(complaints[index], []));
  }
}

Deno.test("NetworkManager loads the profiles of every case as they are", async (context) => {
  const sets = new Map(readCases().map((test) => [test.name, profilesOfCase(test)]));
  assert.ok([...sets.values()].filter(({ size }) => size > 0).length > 20, "most cases have profiles");
  await judgeEach(context, sets);
});

Deno.test("NetworkManager loads the profiles of every sample network as they are", async (context) => {
  await judgeEach(context, new Map(Object.keys(NETWORKS).map((name) => [name, profilesOfNetwork(name)])));
});

type Fault = readonly [what: string, from: string, to: string, complaint: RegExp];

/** What is done to the profiles of a bond with VLANs, and what has to be among the complaints. */
const FAULTS: readonly Fault[] = [
  ["an unknown key", "parent=", "parents=x\nparent=", /^\S+: vlan\.parents=x is lost$/m],
  ["an unknown section", "[ipv4]", "[ipv5]\nx=1\n\n[ipv4]", /invalid setting name 'ipv5'/],
  ["a bad hardware address", "mac-address=52:54:00:00:00:0a", "mac-address=52:54:00", /invalid MAC address/],
  ["a bad address", "192.0.2.10/24", "192.0.2.1000/24", /invalid IPv4 address/],
  ["a bad number", "mtu=9000", "mtu=many", /mtu: invalid setting/],
  ["a bad method", "method=manual", "method=by-hand", / failed to load .*method[^]* is not listed/],
  ["a bad bond option", "lacp_rate=fast", "lacp_rate=quick", /lacp_rate.*invalid|invalid.*lacp_rate/],
  ["a port without its bond", "master=bond0\n", "", / failed to load .*master/],
];

function spoil(profiles: Profiles, change: (profile: Profile) => Profile): Profiles {
  return new Map([...profiles].map(([name, profile]) => [name, change(profile)]));
}

Deno.test("NetworkManager's complaints are noticed", async (context) => {
  const good = profilesOfNetwork("lacp bond with vlans, dual stack");
  const edited = FAULTS.map(([, from, to]) =>
    spoil(good, ({ text, mode }) => ({ text: text.replace(from, to), mode }))
  );
  const readable = spoil(good, ({ text }) => ({ text, mode: 0o644 }));
  const complaints = await daemonAccepts([...edited, readable]);
  for (const [index, [what, , , complaint]] of FAULTS.entries()) {
    await context.step(what, () => assert.match(complaints[index]!.join("\n"), complaint));
  }
  await context.step("a mode that lets others read", () => {
    const refused = complaints.at(-1)!.filter((text) => text.includes("insecure"));
    assert.equal(refused.length, good.size, complaints.at(-1)!.join("\n"));
  });
});
