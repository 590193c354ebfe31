import { findDrives } from "./_found.ts";
import { noticeWrongRenderer } from "./_misled.ts";
import { liveWith } from "./_life.ts";
import { liveWithoutDrive } from "./_plain.ts";

Deno.test("boots: the life of a machine with networkd", (t) => liveWith(t, "networkd", ["same drive"]));

Deno.test("boots: networkd without a drive", (t) => liveWithoutDrive(t, "networkd"));

Deno.test("boots: which drive a machine takes", (t) => findDrives(t, "networkd"));

Deno.test("boots: a renderer that is wrong is noticed", (t) => noticeWrongRenderer(t, "networkd"));
