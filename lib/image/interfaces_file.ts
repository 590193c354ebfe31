/**
 * `/etc/network/interfaces` with nothing but the loopback and `interfaces.d` in it.
 *
 * @module
 */
import { withMarker } from "../apply/marker.ts";
import { inspect } from "../stacks/ifupdown/discover.ts";
import { INTERFACES, INTERFACES_D } from "../stacks/ifupdown/facts.ts";
import { FLAVOURS } from "../stacks/ifupdown/flavours.ts";
import { interfacesFile } from "../stacks/ifupdown/interfaces.ts";
import type { System } from "../system/system.ts";
import type { ImagePlan } from "./image_hook.ts";

/** Lines of interfaces(5) that name no interface but the loopback. */
const HARMLESS = /^\s*(?:$|#|(?:auto|allow-hotplug)\s+lo\s*$|iface\s+lo\s+inet6?\s+loopback\s*$)/;

const READS_DIRECTORY = new RegExp(
  `^\\s*(?:source\\s+${INTERFACES_D}/\\*|source-directory\\s+(?:${INTERFACES_D}|interfaces\\.d)/?)\\s*$`,
);

/** The change, where the file names an interface or reads something else. An image without the file needs none. */
export function planInterfacesFile(system: System): ImagePlan {
  const before = system.readText(INTERFACES);
  if (before === undefined || isReduced(before)) return { changes: [], problems: [] };
  const { ifup = "debian", hasInterfacesD = false } = inspect(system);
  const nothing = { paths: [], names: [], hasDirectory: hasInterfacesD };
  const { files } = interfacesFile(undefined, nothing, FLAVOURS[ifup]);
  const after = withMarker(INTERFACES, files[0]!.contents);
  const change = { kind: "update", purpose: "image", path: INTERFACES, before, after, mode: 0o644 } as const;
  return { changes: [change], problems: [] };
}

/** Whether a text is about nothing but the loopback, and reads every file of `interfaces.d`. */
export function isReduced(text: string): boolean {
  const lines = text.split("\n");
  return lines.some((line) => READS_DIRECTORY.test(line)) &&
    lines.every((line) => HARMLESS.test(line) || READS_DIRECTORY.test(line));
}
