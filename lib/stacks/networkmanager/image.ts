import type { System } from "../../system/system.ts";
import { commandOf, endedWhen, runInstead } from "../_wait_online.ts";
import { CONF_D } from "./facts.ts";
import type { ImageFile, Leftover, StackServices } from "../stack.ts";

export const services: StackServices = {
  units: ["NetworkManager.service"],
  companions: [],
  scripts: ["NetworkManager", "networkmanager", "network-manager"],
  runlevel: "default",
};

export const leftovers: readonly Leftover[] = [
  // One that names no device is for all of a kind that are to come, as InfiniBand's.
  {
    directory: "/etc/NetworkManager/system-connections",
    pattern: /^/,
    text: /^[ \t]*(?:controller|interface-name|mac-address|master|parent)[ \t]*=[ \t]*\S/m,
  },
  // It switches name servers off.
  { directory: "/etc/NetworkManager/conf.d", pattern: /^\d\d-cloud-init.*\.conf$/ },
];

const UNMANAGED = "10-globally-managed-devices.conf";

export function files(image: System, { dhcpFallback }: { readonly dhcpFallback: boolean }): ImageFile[] {
  const restricted = image.lstat(`/usr/lib/NetworkManager/conf.d/${UNMANAGED}`) !== undefined;
  return [
    ...waitForOne(image),
    ...(dhcpFallback ? [] : [NO_AUTO_DEFAULT]),
    ...(restricted ? [MANAGE_ALL] : []),
  ];
}

const WAIT_ONLINE = "NetworkManager-wait-online.service";

/**
 * One connection is enough to be online: without `-s` nm-online does not wait for all that starts at boot, of which a
 * fallback to DHCP that nobody answers would be a part. A connection with a stated address, which NetworkManager calls up
 * only when it has heard a router, or a server of the same family, is one as soon as that address is there.
 */
function waitForOne(image: System): ImageFile[] {
  const words = commandOf(image, WAIT_ONLINE)?.split(" ") ?? [];
  if (!words[0]?.endsWith("/nm-online") || !words.includes("-s")) return [];
  return [runInstead(WAIT_ONLINE, endedWhen(HAS_STATED, words.filter((word) => word !== "-s").join(" ")))];
}

/** The kernel has a global address that does not expire and that nobody else claims. */
const HAS_STATED = "ip -o addr show permanent scope global -tentative | grep -q inet";

/** Left to itself, NetworkManager makes a DHCP profile for every interface that has none. */
const NO_AUTO_DEFAULT: ImageFile = {
  path: `${CONF_D}/50-simple-init.conf`,
  contents: "[main]\nno-auto-default=*\n",
};

/** Ubuntu's file of that name leaves Ethernet to netplan alone; one of the same name takes its place. */
const MANAGE_ALL: ImageFile = {
  path: `${CONF_D}/${UNMANAGED}`,
  contents: "# NetworkManager manages all devices.\n",
  foreign: "keep",
};
