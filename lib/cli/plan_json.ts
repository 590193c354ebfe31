/**
 * A plan for programs. The shape is stable: fields are added, never renamed.
 *
 * @module
 */
import type { Change } from "../apply/change.ts";
import type { Plan } from "../plan/plan.ts";
import type { Link } from "../network.ts";
import type { Problem } from "../problem.ts";
import { prefixText } from "../ip.ts";
import { diffLines } from "./plan_text.ts";

/** The plan as one JSON document. `applied`: the changes that were made; absent for a plan only. */
export function planJson(plan: Plan, problems: readonly Problem[], applied?: readonly Change[]): string {
  const { source, networkFile, distribution, choice, resolution } = plan;
  return JSON.stringify(
    {
      configDrive: source === undefined ? null : { source, networkFile: networkFile ?? null },
      distribution,
      renderer: choice.stack,
      reason: choice.reason,
      programs: plan.programs ?? null,
      resolvConf: plan.dns === undefined ? null : { writtenBy: plan.dns.writer, toldBy: plan.dns.how },
      interfaces: resolution.matches.map(({ device, links, claimedBy }) => ({
        name: device.name,
        mac: device.mac,
        carrier: device.carrier ?? null,
        drive: links.map(({ path }) => path),
        leftTo: claimedBy ?? null,
      })),
      links: resolution.config.links.map(linkJson),
      changes: plan.changes.map(changeJson),
      ...(applied === undefined ? {} : { applied: applied.map(({ kind, path }) => ({ kind, path })) }),
      problems,
    },
    undefined,
    2,
  );
}

function linkJson(link: Link): unknown {
  return {
    ...link,
    ...(link.kind === "bond" ? { options: Object.fromEntries(link.options) } : {}),
    addresses: link.addresses.map(prefixText),
    nameServers: link.nameServers.map(({ text }) => text),
    routes: link.routes.map((route) => ({
      ...route,
      destination: prefixText(route.destination),
      gateway: route.gateway.text,
    })),
  };
}

function changeJson(change: Change): unknown {
  const { kind, purpose, path } = change;
  if (change.kind === "make directory") return { kind, purpose, path, mode: octal(change.mode) };
  if (change.kind === "set kernel host name") return { kind, purpose, path, value: change.after };
  if ("target" in change) return { kind, purpose, path, target: change.target };
  return { kind, purpose, path, mode: octal(change.mode), diff: diffLines(change) };
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}
