/**
 * A bond and VLANs by busybox's ifup and by ifupdown-ng, in a virtual machine whose small programs are all busybox's, as on
 * Alpine: brought up, taken down, and brought up again. `deno task test:ifups`; the namespaces of CI's machine have neither.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "@std/path";
import type { NetworkConfig } from "../../lib/network.ts";
import * as ifupdown from "../../lib/stacks/ifupdown/mod.ts";
import { bond, physical, port, prefix, route, vlan } from "../networks.ts";
import { ifups } from "../online/_ifups.ts";
import { PROJECT } from "../support/binary.ts";
import { describeStep, runMachine } from "../support/vm.ts";
import { debianKernel } from "../support/vm_kernel.ts";

const MACS = ["52:54:00:00:00:0a", "52:54:00:00:00:0b", "52:54:00:00:00:0c"] as const;
const DEAF = { routerAdvertisements: "ignore" } as const;

const CONFIG: NetworkConfig = {
  links: [
    port("eth0", MACS[0], "bond0", { mtu: 1450 }),
    port("eth1", MACS[1], "bond0", { mtu: 1450 }),
    physical("eth2", MACS[2], { addresses: [prefix("10.1.0.1/24")] }),
    bond("bond0", ["eth0", "eth1"], {
      ...{ ...DEAF, mtu: 1450, mac: "52:54:00:00:00:99" },
      options: new Map([["downdelay", "200"], ["miimon", "100"], ["primary", "eth1"], ["updelay", "400"]]),
    }),
    vlan("bond0", 100, {
      ...DEAF,
      addresses: ["192.0.2.10/24", "2001:db8::10/64"].map(prefix),
      routes: [route("0.0.0.0/0", "192.0.2.1"), route("::/0", "2001:db8::1")],
    }),
    vlan("bond0", 8, { name: "storage", mtu: 1400, addresses: [prefix("198.51.100.10/24")] }),
    vlan("bond0.100", 5, { addresses: [prefix("203.0.113.10/24")] }),
  ],
};

/** What has to be found in the kernel's own words. */
const HELD = [
  /^Bonding Mode: fault-tolerance \(active-backup\)$/m,
  /^Primary Slave: eth1 /m,
  /^Currently Active Slave: eth1$/m,
  /^MII Polling Interval \(ms\): 100$/m,
  /^Up Delay \(ms\): 400$/m,
  /^Down Delay \(ms\): 200$/m,
  /^Slave Interface: eth0$/m,
  /^Slave Interface: eth1$/m,
  /: bond0: <[^>]*\bUP\b.* mtu 1450 /,
  /link\/ether 52:54:00:00:00:99/,
  /: storage@bond0: <[^>]*\bUP\b.* mtu 1400 /,
  ...["10.1.0.1/24", "192.0.2.10/24", "198.51.100.10/24", "203.0.113.10/24", "2001:db8::10/64"].map((
    address,
  ) => new RegExp(`inet6? ${address} scope global`)),
  /^default via 192\.0\.2\.1 dev bond0\.100 /m,
  /^default via 2001:db8::1 dev bond0\.100 /m,
  /^bond0\.100\s+\| 100\s+\| bond0$/m,
  /^storage\s+\| 8\s+\| bond0$/m,
  /^bond0\.100\.5\s+\| 5\s+\| bond0\.100$/m,
];

const SHOW =
  "sleep 3; cat /proc/net/bonding/bond0; ip addr; ip route; ip -6 route; cat /proc/net/vlan/config";

/** By which words each is called, and its files. */
async function program(ifup: "busybox" | "ifupdown-ng") {
  if (ifup === "busybox") return { words: { up: "ifup", down: "ifdown" }, copies: {} };
  const packages = await ifups();
  const libraries = "/usr/lib/x86_64-linux-gnu";
  const names = ["ld-linux-x86-64.so.2", "libc.so.6", "libbsd.so.0", "libmd.so.0"];
  const paths = [...names.map((name) => join(libraries, name)), "/usr/sbin/ifupdown-ng"];
  const call = (name: string) =>
    `/ng${libraries}/${names[0]} --argv0 ${name} --library-path /ng${libraries} /ng/usr/sbin/ifupdown-ng`;
  return {
    words: { up: call("ifup"), down: call("ifdown") },
    copies: {
      ...Object.fromEntries(paths.map((path) => [`/ng${path}`, Deno.realPathSync(join(packages, path))])),
      "/usr/libexec/ifupdown-ng": join(packages, "usr/libexec/ifupdown-ng"),
    },
  };
}

for (const ifup of ["busybox", "ifupdown-ng"] as const) {
  Deno.test(`ifups: a bond and VLANs by ${ifup}`, async () => {
    const { words: { up, down }, copies } = await program(ifup);
    const { files, problems } = ifupdown.render(CONFIG, {
      ...{ foreignInterfaces: undefined, hasResolvconf: false, ifup },
    });
    assert.deepEqual(problems, []);
    const hooks = ["if-pre-up.d", "if-up.d", "if-down.d", "if-post-down.d"];
    const reports = await runMachine({
      kernel: await debianKernel(join(PROJECT, "dist/cache/vm")),
      contents: {
        modules: ["virtio_pci", "virtio_net", "bonding", "8021q"],
        copies,
        programs: [],
        texts: {
          ...Object.fromEntries(hooks.map((name) => [`/etc/network/${name}/.keep`, ""])),
          ...Object.fromEntries(files.map(({ path, contents }) => [path, contents])),
        },
      },
      devices: MACS.flatMap((mac, index) => [
        ...["-netdev", `hubport,id=n${index},hubid=${index}`],
        ...["-device", `virtio-net-pci,netdev=n${index},mac=${mac},romfile=`],
      ]),
      cmdline: "net.ifnames=0",
      prelude: "mkdir -p /var/run; ln -sf /bin/busybox /bin/run-parts\n",
      steps: {
        up: `ip link del bond0; ${up} -a`,
        held: SHOW,
        down: `${down} -a`,
        gone: "ip link",
        again: `${up} -a`,
        "held again": SHOW,
      },
      timeLimitSeconds: 300,
    });
    const said = (step: string) => describeStep(reports.get(step)!);
    for (const step of ["up", "down", "again"]) assert.equal(reports.get(step)!.status, 0, said(step));
    for (const step of ["held", "held again"]) {
      for (const words of HELD) assert.match(reports.get(step)!.out, words, `${said("up")}\n${said(step)}`);
    }
    assert.doesNotMatch(reports.get("gone")!.out, /bond0|storage/, said("down"));
  });
}
