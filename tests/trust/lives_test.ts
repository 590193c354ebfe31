import assert from "node:assert/strict";
import type { MemorySystem } from "../../lib/system/memory.ts";
import { failing } from "../support/faults.ts";
import { randomFrom } from "./hostile_drives_random.ts";
import { live } from "./lives.ts";
import { EVENTS } from "./lives_events.ts";
import { bootAndJudge } from "./lives_judge.ts";
import { type Model, newModel } from "./lives_model.ts";
import { newMachine, newWorld, PATHS, type World } from "./lives_world.ts";

const LIVES = Array.from({ length: 80 }, (_, seed) => live(seed));

Deno.test("lives: a sample of them holds, and everything that can happen does", () => {
  for (const { faults, story } of LIVES) assert.deepEqual(faults, [], story.join("; "));
  const happened = new Set(LIVES.flatMap(({ story }) => story.map((what) => what.split(": ")[0])));
  assert.deepEqual(Object.keys(EVENTS).filter((name) => !happened.has(name)), []);
});

Deno.test("lives: the same seed is the same life", () => {
  for (const seed of [1, 2]) assert.deepEqual(live(seed), live(seed));
});

function network({ machine }: World, address: string): string {
  const links = [{ id: "nic0", type: "phy", ethernet_mac_address: machine.cards[0]!.mac }];
  const networks = [{ id: "n", link: "nic0", type: "ipv4", ip_address: address, netmask: "255.255.255.0" }];
  return JSON.stringify({ links, networks });
}

/** A machine under networkd that has booted with a drive, a name and a key. */
function booted(): { world: World; model: Model } {
  const [world, model] = [newWorld(randomFrom(1)), newModel()];
  world.stack = "networkd";
  const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "k".repeat(43) + " key";
  world.drive = {
    meta: JSON.stringify({ uuid: "u1", name: "vm", public_keys: { key } }),
    network: network(world, "10.1.0.5"),
  };
  assert.deepEqual(bootAndJudge(world, model), []);
  return { world, model };
}

const put = (path: string, text: string) => ({ world }: { world: World }) =>
  void world.system.entries.set(path, text);

/** What is done to a machine or to what the judge believes, or what its system does wrong, and what the judge says. */
const SABOTAGE: Readonly<
  Record<string, readonly [(life: { world: World; model: Model }) => void | MemorySystem, says: RegExp]>
> = {
  "nothing": [() => {}, /^$/],
  "a file that was staged": [
    put("/etc/.hostname.simple-init", ""),
    /\.hostname\.simple-init was left behind/,
  ],
  "a file that no fresh machine has": [
    put("/etc/systemd/network/x.network", ""),
    /x\.network is not as on a fresh/,
  ],
  "what another machine has said": [
    ({ world }) => {
      world.former.push(newMachine(world));
      world.former[0]!.tokens.add("10.99.0.1");
      world.system.entries.set(`${PATHS.state}x.json`, "10.99.0.1");
    },
    /"10\.99\.0\.1" of machine \d is still there/,
  ],
  "a name that nobody set": [
    ({ world, model }) => {
      world.system.entries.set(PATHS.name, "chosen\n");
      model.name = undefined;
    },
    /the host name: "chosen", and should be "vm"/,
  ],
  "a key that nobody added": [
    ({ world, model }) => {
      world.system.entries.delete(PATHS.keys);
      model.keys = undefined;
    },
    /authorized_keys: \[\], and should be \["ssh-ed25519/,
  ],
  "a line that is lost": [
    ({ world }) =>
      failing(world.system, "rename", "EPERM", (path) => path.endsWith("hosts.simple-init")) as MemorySystem,
    /our line of hosts/,
  ],
  "another mode at each boot": [
    ({ world: { system } }) => ({
      ...system,
      createFile: (path, text) => system.createFile(path, text, 0o640),
    }),
    /a second boot does something: update/,
  ],
  "an edited file that is written over": [
    ({ world, model }) => {
      const path = [...world.system.entries.keys()].find((path) => path.endsWith(".network"))!;
      model.edited.set(path, "edited");
    },
    /was edited and has changed/,
  ],
  "a card of which nobody knows": [
    ({ world: { system, machine } }) => {
      machine.cards.push({ name: "eth9", mac: "52:54:00:00:00:99", carrier: true });
      return {
        ...system,
        readDirectory: (path) => system.readDirectory(path)?.filter((name) => name !== "eth9"),
      };
    },
    /eth9 has no file, and nothing was said/,
  ],
};

for (const [what, [sabotage, says]] of Object.entries(SABOTAGE)) {
  Deno.test(`lives: the judge notices ${what}`, () => {
    const life = booted();
    // Another address, so that the boot has something to do.
    const drive = { ...life.world.drive!, network: network(life.world, "10.1.0.6") };
    const world = { ...life.world, drive };
    const system = sabotage({ ...life, world });
    assert.match(
      bootAndJudge(system === undefined ? world : { ...world, system }, life.model).join("\n"),
      says,
    );
  });
}
