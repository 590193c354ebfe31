/**
 * Names of devices that other software makes for itself, or knows by their names. A bond of such a name would keep it
 * from its work, and what it has set up for its own device would hold for the bond: Tailscale lets in all that comes from
 * `tailscale0`, Docker forwards what comes from `docker0`, and systemd-networkd has a DHCP server for `ve-*`.
 *
 * @module
 */

import { LONGEST_DEVICE_NAME } from "../device_name.ts";

/** With a number behind it. Those of the first row some of the kernel's modules make when they are loaded. */
const NUMBERED = " dummy erspan gre gretap ifb ip6_vti ip6gre ip6tnl ip_vti sit teql tunl " +
  "nebula ppp tailscale tap tun utun wg wt " +
  "cni docker host incusbr lxcbr lxdbr podman vboxnet virbr vmnet vnet ";

/** With anything behind it. */
const BEGINNINGS =
  "antrea- br- cali cilium cni- docker_ flannel genev_ kube- lxc nodelocal ovn ovs- ve- veth vb- vt- vxlan vz- weave zt"
    .split(" ");

/** Whether a name is one that other software uses. What is too long for a device is nobody's. */
export function isForeignName(name: string): boolean {
  if (name.length > LONGEST_DEVICE_NAME) return false;
  const word = name.replace(/\d+$/, "");
  return (word !== name && NUMBERED.includes(` ${word} `)) ||
    BEGINNINGS.some((start) => name.startsWith(start));
}
