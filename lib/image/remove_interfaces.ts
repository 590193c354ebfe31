/**
 * The interfaces that an image names before it has ever met one: configuration that a cloud image, the operating
 * system's element, cloud-init or an earlier boot left behind, and that would win over what is written at boot.
 *
 * Files of ours go as well: they belong to the machine that the image was taken from. Who wants a file of theirs in
 * the image puts it there in a later hook.
 *
 * @module
 */
import { join } from "@std/path";
import type { Change } from "../apply/change.ts";
import type { System } from "../system/system.ts";
import type { ImageHook } from "./image_hook.ts";
import { planInterfacesFile } from "./interfaces_file.ts";
import { joinPlans } from "./plans.ts";
import { planResolvConf } from "./resolv_conf.ts";

export const removeInterfaces: ImageHook = {
  name: "install.d/60-simple-init-remove-interfaces",
  summary: "removes configuration that names interfaces, of every network stack",
  plan: (image) => {
    const changes = [...RULES, ...runlevels(image)].flatMap((rule) => planRemovals(image, rule));
    return joinPlans([{ changes, problems: [] }, planInterfacesFile(image), planResolvConf(image)]);
  },
};

interface Rule {
  readonly directory: string;
  /** Of the names that go. */
  readonly pattern: RegExp;
  /** Only files with such a text. */
  readonly text?: RegExp;
}

const RULES: readonly Rule[] = [
  // network-scripts, and what NetworkManager reads of them.
  {
    directory: "/etc/sysconfig/network-scripts",
    pattern: /^(?:(?:ifcfg|keys|route6?|rule6?)-(?!lo(?:$|:))|route6?$)/,
  },
  // wicked.
  {
    directory: "/etc/sysconfig/network",
    pattern: /^(?:(?:ifcfg|ifroute|ifrule|ifsysctl)-(?!lo$)|routes$)/,
  },
  // ifupdown: hidden files are nobody's.
  { directory: "/etc/network/interfaces.d", pattern: /^(?!\.)/ },
  // netifrc: `net.lo` is the one that the others are links to.
  { directory: "/etc/conf.d", pattern: /^net(?:\.(?!lo$).*)?$/ },
  { directory: "/etc/init.d", pattern: /^net\.(?!lo$)/ },
  { directory: "/etc/sysctl.d", pattern: /^90-simple-init\.conf$/ },
  { directory: "/etc/NetworkManager/system-connections", pattern: /^/ },
  // It switches name servers off.
  {
    directory: "/etc/NetworkManager/conf.d",
    pattern: /^\d\d-cloud-init.*\.conf$/,
  },
  { directory: "/etc/netplan", pattern: /\.yaml$/ },
  { directory: "/etc/systemd/network", pattern: /\.(?:network|netdev)$/ },
  // Those without a name set a MAC or a queue, for all that is to come.
  {
    directory: "/etc/systemd/network",
    pattern: /\.link$/,
    text: /^\s*Name\s*=/m,
  },
  {
    directory: "/etc/udev/rules.d",
    pattern: /^(?:70|85)-persistent-net(?:-cloud-init)?\.rules$/,
  },
  // With it, a name that the image was given counts as an operator's own choice at boot.
  { directory: "/var/lib/simple-init", pattern: /^hostname$/ },
];

/** OpenRC starts an interface by a link in a runlevel. */
function runlevels(image: System): Rule[] {
  const names = image.readDirectory("/etc/runlevels") ?? [];
  return names.map((name) => ({ directory: `/etc/runlevels/${name}`, pattern: /^net\.(?!lo$)/ }));
}

function planRemovals(image: System, { directory, pattern, text }: Rule): Change[] {
  const names = (image.readDirectory(directory) ?? []).filter((name) => pattern.test(name));
  return names.flatMap((name): Change[] => {
    const path = join(directory, name);
    const kind = image.lstat(path)?.kind;
    if (kind === "symlink") return text === undefined ? planLinkRemoval(path, image.readLink(path)) : [];
    if (kind !== "file") return [];
    const before = image.readText(path) ?? "";
    if (text !== undefined && !text.test(before)) return [];
    return [{ kind: "remove", purpose: "image", path, before, after: "", mode: 0 }];
  });
}

/** A link to nothing keeps a file of the distribution's from being read. */
function planLinkRemoval(path: string, target: string): Change[] {
  return target === "/dev/null" ? [] : [{ kind: "remove link", purpose: "image", path, target }];
}
