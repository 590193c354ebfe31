import { liveWith } from "./_life.ts";
import { liveWithoutDrive } from "./_plain.ts";
import { liveBesideSilence } from "./_silent.ts";

Deno.test("boots: the life of a machine with networkmanager", (t) =>
  liveWith(t, "networkmanager", ["same drive"]));

Deno.test("boots: networkmanager without a drive", (t) => liveWithoutDrive(t, "networkmanager"));

Deno.test("boots: networkmanager beside five cards that nobody answers", (t) =>
  liveBesideSilence(t, "networkmanager"));
