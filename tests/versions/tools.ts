/**
 * The programs of the root that this runs in: their versions, and what of them a rendering depends on.
 *
 * @module
 */
import { stackOf } from "../../lib/stacks/mod.ts";
import type { RenderTarget } from "../../lib/stacks/stack.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import { inspectTarget } from "../../lib/target.ts";
import { run } from "../real/_run.ts";

const PACKAGES = [
  ...["systemd", "netplan.io", "network-manager", "ifupdown"],
  ...["isc-dhcp-client", "dhcpcd5", "dhcpcd-base"],
];

/** Versions as their makers count them, by package. */
export function versionsHere(): Record<string, string> {
  const { output } = run("dpkg-query", ["-W", "-f", "${Package} ${Version}\\n", ...PACKAGES], "dpkg");
  const lines = output.split("\n").map((line) => line.split(" ")).filter(([, version = ""]) =>
    version !== ""
  );
  return Object.fromEntries(lines.map(([name, version]) => [name, upstreamVersion(version!)]));
}

/** Without Debian's epoch and revision: `1:10.1.0-11+deb13u2` is 10.1.0. */
export function upstreamVersion(version: string): string {
  return version.replace(/^\d+:/, "").replace(/-[^-]*$/, "").replace(/[~+].*$/, "");
}

/** What a boot in this root would discover, and a case's own files do not say. */
export function toolsHere(): Partial<RenderTarget> {
  const { foreignInterfaces: _1, hasResolvconf: _2, dns: _3, ...tools } = inspectTarget(
    denoSystem,
    stackOf("ifupdown"),
    false,
  );
  return tools;
}
