import { liveOn } from "./_later.ts";
import { liveWith } from "./_life.ts";
import { liveWithBrokenDrive, liveWithoutDrive } from "./_plain.ts";
import { liveBesideSilence } from "./_silent.ts";

Deno.test("boots: the life of a machine with ifupdown", (t) =>
  liveWith(t, "ifupdown", ["same drive", "other drive"]));

Deno.test("boots: ifupdown without a drive", (t) => liveWithoutDrive(t, "ifupdown"));

Deno.test("boots: ifupdown with a broken drive", (t) => liveWithBrokenDrive(t, "ifupdown"));

Deno.test("boots: ifupdown from boot to boot", (t) =>
  liveOn(t, "ifupdown", (name) => `/etc/network/interfaces.d/10-simple-init-${name}`));

Deno.test("boots: ifupdown beside five cards that nobody answers", (t) => liveBesideSilence(t, "ifupdown"));
