import assert from "node:assert/strict";
import { isForeignName } from "../../lib/resolve/foreign_names.ts";
import { bond, dhcp, nic, phy, resolveDocument } from "../support/documents.ts";

/** By whom each name is used. */
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  "the kernel's modules": [
    "dummy0",
    "gre0",
    "gretap0",
    "ifb1",
    "ip6_vti0",
    "ip6tnl0",
    "ip_vti0",
    "sit0",
    "tunl0",
  ],
  "Docker": ["docker0", "docker_gwbridge", "br-0123456789ab", "vethd34db33"],
  "Podman and CNI": ["podman1", "cni0", "cni-podman0"],
  "Kubernetes": ["kube-ipvs0", "kube-bridge", "nodelocaldns"],
  "networks of Kubernetes": [
    "flannel.1",
    "flannel-v6.1",
    "cali0123456789a",
    "vxlan.calico",
    "cilium_host",
    "lxc_health",
  ],
  "others of them": ["weave", "antrea-gw0", "ovn-k8s-mp0"],
  "libvirt, LXC and LXD": ["virbr0", "vnet3", "lxcbr0", "lxdbr0", "incusbr0"],
  "VMware and VirtualBox": ["vmnet8", "vboxnet0"],
  "Open vSwitch": ["ovs-system", "br-int", "genev_sys_6081", "vxlan_sys_4789"],
  "VPNs": ["wg0", "tailscale0", "tun0", "tap1", "utun3", "ppp0", "wt0", "ztabcdef12", "nebula1"],
  "systemd, whose files match them": ["ve-web", "vb-web", "vt-web", "vz-web", "host0"],
};

/** What a bond is called, or may be. */
const FREE = [
  "bond0",
  "bond1",
  "bond-mgmt",
  "team0",
  "lan",
  "wan0",
  "data",
  "tuna0",
  "tun",
  "docker",
  "wg",
  "wgdata0",
  "xdocker0",
  "host",
  "hosts0",
  "storage",
  "mgmt",
  "uplink",
  "br0",
  "public",
  "ethbond",
  "pppoe0",
  "docker0000000000",
];

for (const [who, names] of Object.entries(FOREIGN)) {
  Deno.test(`names of ${who}`, () => assert.deepEqual(names.filter((name) => !isForeignName(name)), []));
}

Deno.test("names that are nobody's", () => assert.deepEqual(FREE.filter(isForeignName), []));

const MAC = "52:54:00:00:00:0a";

/** What a bond wants to be called, and what it is called. */
const BONDS: Readonly<Record<string, { name?: string; id: string; got: string; said: readonly string[] }>> = {
  "a name of other software": {
    name: "docker0",
    id: "b",
    got: "b",
    said: ['note $.links[1]: other software calls a device of its own "docker0"; the bond is called b.'],
  },
  "an id of other software": {
    id: "tailscale0",
    got: "bond0",
    said: [
      'note $.links[1]: other software calls a device of its own "tailscale0"; the bond is called bond0.',
    ],
  },
  "an id that is not used": { name: "lan", id: "wg0", got: "lan", said: [] },
  "a text that is no name at all": { name: "docker0".padEnd(1e5, "0"), id: "b", got: "b", said: [] },
  "none of theirs": { id: "lan", got: "lan", said: [] },
};

for (const [what, { name, id, got, said }] of Object.entries(BONDS)) {
  Deno.test(`resolve: a bond with ${what} is called ${got}`, () => {
    const links = [phy("a", MAC), bond(id, ["a"], name === undefined ? {} : { name })];
    const resolved = resolveDocument({ links, networks: [dhcp(id)] }, [nic("eth0", MAC)]);
    assert.deepEqual([[...resolved.links.keys()], resolved.said], [["eth0", got], said]);
  });
}
