/** Hooks of a build, run on an image in memory. */
import { runHook } from "../../hooks/mod.ts";
import { type MemoryEntry, type MemorySystem, memorySystem } from "../../lib/system/memory.ts";
import type { System } from "../../lib/system/system.ts";

export const PREPARE = "install.d/50-simple-init";
export const REMOVE = "install.d/60-simple-init-remove-interfaces";
export const ENABLE = "post-install.d/80-simple-init";

export type Files = Readonly<Record<string, MemoryEntry>>;
export type Variables = Readonly<Record<string, string>>;

/** What every image has once the element's files are in it. */
const ELEMENT: Readonly<Record<string, Files>> = {
  systemd: { "/usr/lib/systemd/system/simple-init.service": "[Install]\nWantedBy=multi-user.target\n" },
  openrc: { "/etc/init.d/simple-init": "#!/sbin/openrc-run\n" },
  sysv: { "/etc/init.d/simple-init": "#!/bin/sh\n" },
};

/** An image with a build's variables; by default with nothing but what the element copies for its init system. */
export function image(variables: Variables, files: Files): MemorySystem {
  const program = { "/usr/local/sbin/simple-init": { text: "", mode: 0o755 } };
  const element = ELEMENT[variables["DIB_INIT_SYSTEM"] ?? ""] ?? {};
  return memorySystem({ ...program, ...element, ...files }, undefined, variables);
}

/** What a hook printed, a line each, and how it ended. */
export function runOn(system: System, hook: string): { status: number; out: string[]; err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    color: false,
  };
  return { status: runHook(system, terminal, [hook]), out, err };
}
