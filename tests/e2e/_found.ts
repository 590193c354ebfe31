/**
 * Which of several drives a machine takes, and in what form it may come.
 *
 * @module
 */
import { join } from "@std/path";
import { type Documents, writeFat, writeIso, writePartitioned } from "../support/drive_images.ts";
import { expectNetwork, explained } from "./_expect.ts";
import { bootMachine, type Hardware } from "./_machine.ts";
import { type Image, type Stack, withImage } from "./_images.ts";
import type { NetworkState } from "./_state.ts";
import { readUnit } from "./_unit.ts";
import assert from "node:assert/strict";

const NICS = {
  public: { mac: "52:54:00:00:00:0a", port: {} },
  private: { mac: "52:54:00:00:00:0b", port: {} },
} as const satisfies Hardware["nics"];

const NOVA = "OpenStack Compute 27.0.0";
const WANTED = "6f2d4c1e-0b7a-4e0e-9d53-8a1c5b2f7e90";

/** A drive that is told from others by its address. */
function drive(last: number): Documents {
  const link = { id: "l0", type: "phy", ethernet_mac_address: NICS.public.mac };
  const address = { ip_address: `192.0.2.${last}`, netmask: "255.255.255.0" };
  return {
    "network_data.json": { links: [link], networks: [{ id: "n0", link: "l0", type: "ipv4", ...address }] },
  };
}

/** As Rackspace has it: in vendor_data.json, with types that are null and addresses in upper case. */
const RACKSPACE: Documents = {
  "meta_data.json": { uuid: "5bf2f2a6-3e2b-4a0c-8f61-0c5f5a0a7c1d", name: "db_1", hostname: "db-1" },
  "vendor_data.json": {
    network_info: {
      links: [
        { id: "vif-pub", type: null, ethernet_mac_address: NICS.public.mac.toUpperCase(), mtu: null },
        { id: "vif-priv", type: null, ethernet_mac_address: NICS.private.mac.toUpperCase(), mtu: null },
      ],
      networks: [
        {
          ...{
            id: "net-pub-0",
            type: "ipv4",
            link: "vif-pub",
            ip_address: "203.0.113.46",
            netmask: "255.255.255.0",
          },
          ...{
            gateway: "203.0.113.1",
            routes: [{ network: "0.0.0.0", netmask: "0.0.0.0", gateway: "203.0.113.1" }],
          },
        },
        {
          ...{
            id: "net-pub-1",
            type: "ipv6",
            link: "vif-pub",
            ip_address: "2001:db8:17::6eed",
            netmask: "64",
          },
          ...{ gateway: "fe80::def", routes: [{ network: "::", netmask: "::", gateway: "fe80::def" }] },
        },
        {
          ...{ id: "net-priv-0", type: "ipv4", link: "vif-priv" },
          ...{ ip_address: "10.181.64.191", netmask: "255.255.224.0" },
          routes: [{ network: "10.176.0.0", netmask: "255.240.0.0", gateway: "10.181.64.1" }],
        },
      ],
      services: [{ type: "dns", address: "72.3.128.240" }],
    },
  },
};

const UP = { works: true, mtu: 1500 };

interface Row {
  readonly what: string;
  /** Writes the drives; the hardware that they are in. */
  readonly write: (directory: string) => Promise<Partial<Hardware>>;
  readonly expected: NetworkState;
  /** What the program says of it beside the files that it writes. */
  readonly says: readonly RegExp[];
}

function only(last: number): NetworkState {
  return {
    devices: { public: { ...UP, addresses: [`192.0.2.${last}/24`] }, private: { ...UP, addresses: [] } },
    routes: [],
    nameServers: [],
  };
}

const ROWS: readonly Row[] = [
  {
    what: "Rackspace's vendor_data.json on a vfat disk that is called CONFIG-2",
    async write(directory) {
      const disk = join(directory, "fat");
      await writeFat(RACKSPACE, 64 * 1024, disk);
      return { disks: [disk] };
    },
    expected: {
      devices: {
        public: { ...UP, addresses: ["2001:db8:17::6eed/64", "203.0.113.46/24"] },
        private: { ...UP, addresses: ["10.181.64.191/19"] },
      },
      routes: [
        "10.176.0.0/12 via 10.181.64.1 dev private",
        "default via 203.0.113.1 dev public",
        "default via fe80::def dev public",
      ],
      nameServers: ["72.3.128.240"],
    },
    says: [],
  },
  {
    what: "a disc beside a stale partition of the same label: the disc's",
    async write(directory) {
      const [stale, disk, disc] = ["stale", "disk", "disc"].map((name) => join(directory, name)) as [
        string,
        string,
        string,
      ];
      await writeIso(drive(66), NOVA, stale);
      await writePartitioned(stale, disk);
      await writeIso(drive(10), NOVA, disc);
      return { disks: [disk], disc };
    },
    expected: only(10),
    says: [/^note: \/dev\/sr0: \/dev\/vdb1 also has the label of a config drive; \/dev\/sr0 is used\.$/],
  },
  {
    what: "a publisher id on the kernel's command line: the disk that has it, and not the disc",
    async write(directory) {
      const [disk, disc] = [join(directory, "disk"), join(directory, "disc")];
      await writeIso(drive(20), WANTED, disk);
      await writeIso(drive(66), NOVA, disc);
      return { disks: [disk], disc, cmdline: `ir_pub_id=${WANTED}` };
    },
    expected: only(20),
    says: [],
  },
];

export async function findDrives(t: Deno.TestContext, stack: Stack): Promise<void> {
  await withImage(stack, async (image: Image, directory) => {
    for (const { what, write, expected, says } of ROWS) {
      await t.step(`${stack}: ${what}`, async () => {
        await using machine = await bootMachine({ image, nics: NICS, ...await write(directory) });
        await expectNetwork(machine, expected);
        await explained(machine, async () => {
          const said = (await readUnit(machine)).said.filter((line) => /^(?:problem|note): /.test(line));
          assert.equal(said.length, says.length, said.join("\n"));
          for (const [index, pattern] of says.entries()) assert.match(said[index]!, pattern);
        });
      });
    }
  });
}
