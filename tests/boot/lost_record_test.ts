import assert from "node:assert/strict";
import { boot, type Files, machine, MACS, phy, STACKS } from "./_boot.ts";

const DOCUMENT = "/mnt/config/openstack/latest/network_data.json";
const RECORD = "/var/lib/simple-init/drive.json";

const NETWORK = {
  links: [phy(0), phy(1)],
  networks: [0, 1].map((index) => (
    { id: `n${index}`, link: `nic${index}`, type: "ipv4", ip_address: `192.0.${index}.9/24` }
  )),
};

/** A machine that has booted with the drive, whose network is broken now, and of which no record is left. */
function broken(stack: string, change: Files) {
  const system = machine(2, NETWORK);
  assert.deepEqual(boot(system, `--renderer ${stack}`).err, []);
  system.entries.delete(RECORD);
  for (const [path, entry] of Object.entries({ [DOCUMENT]: "x", ...change })) system.entries.set(path, entry);
  return system;
}

/** Which of the two static addresses are in files below `/etc`. */
function configured({ entries }: ReturnType<typeof machine>): boolean[] {
  const text = [...entries].filter(([path]) => path.startsWith("/etc/")).map(([, entry]) =>
    JSON.stringify(entry)
  )
    .join("\n");
  return [0, 1].map((index) => text.includes(`192.0.${index}.9`));
}

for (const stack of STACKS) {
  Deno.test(`boot: ${stack}: without a record the files are what is known of the last good drive, and stay`, () => {
    const system = broken(stack, {});
    assert.equal(boot(system, `--renderer ${stack}`).status, 1);
    assert.deepEqual(configured(system), [true, true]);
  });
}

Deno.test("boot: without a record a file that is for another card than the one that is here is written anew", () => {
  const system = broken("networkd", { "/sys/class/net/eth0/address": `${MACS[3]}\n` });
  assert.equal(boot(system, "--renderer networkd").status, 1);
  assert.deepEqual(configured(system), [false, true]);
});

Deno.test("boot: without a record one file of all is written anew where it fits one card no more", () => {
  const system = broken("netplan", { "/sys/class/net/eth1/address": `${MACS[3]}\n` });
  assert.equal(boot(system, "--renderer netplan").status, 1);
  assert.deepEqual(configured(system), [false, false]);
});
