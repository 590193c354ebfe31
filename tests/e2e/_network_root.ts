/**
 * A machine whose root is on the network, by a card that the drive has an address for: it keeps its root from the first start of the
 * network to the end.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { writeIso } from "../support/drive_images.ts";
import { documents, SOME_KEY } from "./_drives.ts";
import { eventually, explained } from "./_expect.ts";
import { ROOT_NICS } from "./_hardware.ts";
import { type Stack, withImage } from "./_images.ts";
import { bootMachine, type Machine } from "./_machine.ts";
import { UP } from "./_pair.ts";
import { type NetworkState, readNetwork } from "./_state.ts";
import { failedUnits, readUnit } from "./_unit.ts";

/** Who has the disk. */
const SERVER = "10.0.1.1";

/** The first is the address that DHCP has given to the initial file system. */
const DRIVE = {
  links: [
    { id: "l0", type: "phy", ethernet_mac_address: ROOT_NICS.root.mac },
    { id: "l1", type: "phy", ethernet_mac_address: ROOT_NICS.second.mac },
  ],
  networks: [
    {
      ...{ id: "n0", link: "l0", type: "ipv4", ip_address: "10.0.1.77", netmask: "255.255.255.0" },
      gateway: SERVER,
    },
    { id: "n1", link: "l1", type: "ipv4", ip_address: "198.51.100.10", netmask: "255.255.255.0" },
  ],
  services: [{ type: "dns", address: "10.0.1.53" }],
};

const NETWORK: NetworkState = {
  devices: {
    root: { ...UP, addresses: ["10.0.1.77/24"] },
    second: { ...UP, addresses: ["198.51.100.10/24"] },
  },
  routes: [`default via ${SERVER} dev root`],
  nameServers: ["10.0.1.53"],
};

/** What an operator restarts, with what waits until it is done. */
const SERVICES: Readonly<Record<Stack, string>> = {
  ifupdown: "networking",
  networkd: "systemd-networkd systemd-networkd-wait-online",
  netplan: "systemd-networkd systemd-networkd-wait-online",
  networkmanager: "NetworkManager NetworkManager-wait-online",
};

/** What it says beside the card that leads to the root. */
const NOTES: Partial<Readonly<Record<Stack, RegExp>>> = {
  networkmanager:
    /: NetworkManager leaves \S+ as the initramfs has set it up, as it is the way to the root file system;/,
};

/** Nothing here asks about them, and they take seconds. */
const MASKED = ["systemd-logind", "ssh", "test-key", "getty@tty1", "serial-getty@ttyS0"]
  .map((name) => `systemd.mask=${name}.service`).join(" ");

/** Of the host's clock; without its root a machine would go on for ever. */
const RESTART_SECONDS = 120;

/** Of the guest's. Whatever does not end when it is told to is killed after 90 s. */
const MOST_SHUTDOWN_SECONDS = 30;

export async function liveOnNetworkRoot(t: Deno.TestContext, stack: Stack): Promise<void> {
  await withImage(stack, async (image, directory) => {
    const disc = join(directory, "disc");
    await writeIso(documents(DRIVE, SOME_KEY), "OpenStack Compute 27.0.0", disc);
    const hardware = { image, nics: ROOT_NICS, rootBehind: "root", disc, cmdline: MASKED };
    await using machine = await bootMachine(hardware);
    const step = (name: string, body: () => Promise<void>) =>
      t.step(`${stack}: a root on the network: ${name}`, body);
    await step("the network is the drive's", () => checkNetwork(machine));
    await step(
      "the card is said to lead there",
      () => explained(machine, () => checkSaid(machine, NOTES[stack])),
    );
    await step("the stack starts anew, and the root stays", () => restart(machine, stack));
    await step("the machine shuts down", async () => {
      const seconds = await machine.shutDown();
      assert.ok(seconds < MOST_SHUTDOWN_SECONDS, `it took ${seconds} s`);
    });
  });
}

function checkNetwork(machine: Machine): Promise<void> {
  return eventually(machine, async () => assert.deepEqual(await readNetwork(machine), NETWORK));
}

async function checkSaid(machine: Machine, ...others: (RegExp | undefined)[]): Promise<void> {
  const card = / dev (\S+)/.exec(await machine.agent.run(`ip route get ${SERVER}`))?.[1];
  const root =
    `the root file system is on an NBD device, and ${card} is the way there; ${card} is never taken down.`;
  const { said, result } = await readUnit(machine);
  const [first, ...notes] = said.filter((line) => /^(?:problem|note): /.test(line));
  assert.equal(first, `note: /proc/self/mountinfo: ${root}`);
  const expected = others.filter((pattern) => pattern !== undefined);
  assert.equal(notes.length, expected.length, notes.join("\n"));
  for (const [index, pattern] of expected.entries()) assert.match(notes[index]!, pattern);
  assert.equal(result, "success");
  assert.deepEqual(await failedUnits(machine), []);
}

async function restart(machine: Machine, stack: Stack): Promise<void> {
  const before = await usedConnection(machine);
  await machine.agent.run(`systemctl restart ${SERVICES[stack]}`, RESTART_SECONDS);
  await checkNetwork(machine);
  assert.equal(await usedConnection(machine), before);
}

/** Past the cache. */
const WRITE_AND_READ = "head -c 65536 /dev/urandom > /run/wanted && " +
  "dd if=/run/wanted of=/root/written bs=64k oflag=direct conv=fsync status=none && " +
  "dd if=/root/written bs=64k iflag=direct status=none | cmp - /run/wanted";

/** The ports of the only connection to the server, by which the disk has just been written and read. */
async function usedConnection({ agent }: Machine): Promise<string> {
  const words = (await agent.run(`${WRITE_AND_READ} && ss -Hnt dst ${SERVER}`)).trim().split(/\s+/);
  assert.deepEqual([words.length, words[0]], [5, "ESTAB"], words.join(" "));
  return words.slice(3).join(" ");
}
