/**
 * What is known of a network stack: the row of each in the table of `mod.ts`.
 *
 * @module
 */
import type { Claim } from "../claim.ts";
import type { NetworkConfig } from "../network.ts";
import type { Problem } from "../problem.ts";
import type { System } from "../system/system.ts";

export type StackName =
  | "ifupdown"
  | "netifrc"
  | "netplan"
  | "network-scripts"
  | "networkd"
  | "networkmanager"
  | "wicked";

/** A file that has to be there. The marker's line is not part of it: whoever writes the file puts it first. */
export interface RenderedFile {
  /** Absolute, within the target root. */
  readonly path: string;
  readonly contents: string;
  readonly mode: 0o600 | 0o644;
  /** The link that it is about; absent: about the machine, or about all links. */
  readonly link?: string;
  /** It is about all links. */
  readonly ofAll?: true;
  /**
   * What becomes of a file at this path that somebody else wrote: by default it is kept and said so; `replace` is for
   * one that is known to say nothing (an empty `resolv.conf`), `keep` for one that only has to be there.
   */
  readonly foreign?: "replace" | "keep";
}

/** The DHCP clients that ifup runs of which more is known than their names. */
export type DhcpClient = "dhclient" | "dhcpcd" | "udhcpc";

/** The programs that are called ifup. */
export type IfupFlavour = "debian" | "ifupdown-ng" | "busybox" | "ifupdown2";

/** What a rendering depends on beside the network: facts about the target's root. */
export interface RenderTarget {
  /** `/etc/network/interfaces` as somebody wrote or edited it; undefined where it is absent or ours. */
  readonly foreignInterfaces: string | undefined;
  /** The DHCP client that ifup would run; absent: dhclient, the first that it looks for. */
  readonly dhcpClient?: DhcpClient;
  /** The script that udhcpc runs for a lease takes `IF_METRIC` and `IF_PEER_DNS` from the environment. */
  readonly udhcpcIsTold?: boolean;
  /** Which program ifup is; absent: Debian's. */
  readonly ifup?: IfupFlavour;
  /** `/etc/network/interfaces.d` is there; known where ifup is not Debian's. */
  readonly hasInterfacesD?: boolean;
  /** The program `ip` is iproute2's and not busybox's; known where ifup is not Debian's. */
  readonly hasIproute2?: boolean;
  /** `resolvconf` or `openresolv` takes name servers from the stack's files, and leases have their say beside the drive. */
  readonly hasResolvconf: boolean;
  /** The version of systemd, 0 where there is none; only where a link is never to be taken down. */
  readonly systemd?: number;
  /** Absent where the drive has neither name servers nor search domains, and where nothing is known of the target. */
  readonly dns?: DnsOwner | undefined;
}

/** Who may take the name servers that a stack's files state. */
export type DnsTaker = "ifup" | "netifrc" | "NetworkManager" | "resolvconf" | "systemd-resolved";

/** Who writes `/etc/resolv.conf` on a target, and how the name servers of the drive get there. */
export interface DnsOwner {
  /** `somebody` is an operator, or a program that is not known. */
  readonly writer: DnsTaker | "simple-init" | "somebody" | "nobody";
  /**
   * `stack`: the stack hands on what its files state; `file`: by `/etc/resolv.conf` of ours, unless what is there is
   * somebody's; `drop-in`: by a file of ours for systemd-resolved; `none`: not at all.
   */
  readonly how: "stack" | "file" | "drop-in" | "none";
  /** What is at `/etc/resolv.conf` is nobody's, and makes room. */
  readonly replaces?: true;
  /** The file that keeps the name servers from getting there. */
  readonly file?: string;
}

/** A symbolic link that has to be there, as a service manager wants one. Whatever else stands in its place is kept. */
export interface RenderedLink {
  /** Absolute, within the target root. */
  readonly path: string;
  /** As it is written into the link. */
  readonly target: string;
  /** The path of the rendered file that it belongs to: it is made when that is written. */
  readonly of: string;
  readonly link?: string;
}

export interface Rendering {
  readonly files: readonly RenderedFile[];
  readonly links?: readonly RenderedLink[];
  /** The programs that it is written for, where a stack of one name is several. */
  readonly programs?: string;
  /** What the target cannot express. `file` is the path that lacks it. */
  readonly problems: readonly Problem[];
}

/** A directory and a pattern of the names in it. */
export interface FileNames {
  readonly directory: string;
  readonly pattern: RegExp;
}

/** Names that only files of this program have. */
export interface OwnedFiles extends FileNames {
  /** The symbolic links that belong to such a file and go with it; `{name}` stands for the file's name. */
  readonly companions?: readonly string[];
}

/** How to tell whether a root has the stack, and whether it starts it at boot. */
export interface StackSigns {
  /** Any of these is the stack's program. */
  readonly programs: readonly string[];
  /** Any of these makes it start; or shows that a program of this name is really that stack's. */
  readonly enabled: readonly string[];
}

/** What every boot may ask of every stack: `facts.ts` of its folder. */
export interface StackFacts {
  readonly name: StackName;
  readonly signs: StackSigns;
  /** Its DHCP client holds up the boot on an interface without a carrier. */
  readonly dhcpBlocksBoot: boolean;
  /** Where its files are, to find those of an earlier configuration that are no longer wanted. */
  readonly owned: readonly OwnedFiles[];
  /** Where other files of the stack are, which an operator may have written. */
  readonly foreign: readonly FileNames[];
  /** The operator's file that what is rendered depends on. */
  readonly dependsOn?: string;
  /** Who takes name servers from its files, those that come first before others; without any nobody hears of them. */
  readonly dnsTakers: readonly DnsTaker[];
}

/** What a boot runs of the stack that it configures: `mod.ts` of its folder. */
export interface StackCode {
  /** What a file that an operator wrote says about devices, by its text and name. */
  readonly claims: (text: string, fileName: string) => readonly Claim[];
  readonly render: (config: NetworkConfig, target: RenderTarget) => Rendering;
  /** What of the root only this stack's rendering depends on. */
  readonly inspect?: (system: System) => Partial<RenderTarget>;
  /**
   * What has to run on the machine itself after its files have changed, before the stack starts.
   *
   * @param isThere whether there is such a file
   */
  readonly afterChange?: (isThere: (path: string) => boolean) => readonly string[];
  /** How the stack, while it runs, takes up an interface that came after the boot. */
  readonly activate: (name: string) => readonly ActivationStep[];
  /**
   * The systemd unit that has to be stopped before the files of interfaces that are up change, and started afterwards:
   * without a daemon nobody knows any more how an interface was brought up.
   */
  readonly restarts?: string;
}

/** A step by which a running stack takes up an interface; they are taken one after the other. */
export type ActivationStep =
  /** Runs a command, and where it fails, another one in its place. */
  | { readonly run: readonly string[]; readonly otherwise?: readonly string[] }
  /** Copies those files of a directory that are not the same in another. */
  | { readonly copyChanged: string; readonly to: string };

/** The services by which an init system starts the stack. */
export interface StackServices {
  /** systemd's names of it: the first that is there is the stack's. */
  readonly units: readonly string[];
  /** Units that the stack needs beside it. */
  readonly companions: readonly string[];
  /** The names of its script in `/etc/init.d`. */
  readonly scripts: readonly string[];
  /** Where OpenRC starts it. */
  readonly runlevel: "boot" | "default";
}

/** Names of files that would hard-wire interfaces; `*` as the directory's last part stands for each directory there. */
export interface Leftover extends FileNames {
  /** Only files with such a text. */
  readonly text?: RegExp;
}

/** A file that an image needs beside the stack's service; mode 0644. */
export interface ImageFile {
  readonly path: string;
  readonly contents: string;
  readonly foreign?: "keep";
}

/** What the build of an image does about a stack: `image.ts` of its folder. */
export interface StackImage {
  readonly services: StackServices;
  readonly leftovers: readonly Leftover[];
  /** `dhcpFallback`: interfaces that the drive says nothing about get DHCP. */
  readonly files: (image: System, build: { readonly dhcpFallback: boolean }) => readonly ImageFile[];
}

/** A row of the table. What a boot does not need is read when it is asked for. */
export interface Stack extends StackFacts {
  readonly code: () => StackCode;
  readonly image: () => StackImage;
}
