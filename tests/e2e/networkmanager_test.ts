import { liveWith } from "./_life.ts";
import { liveWithoutDrive } from "./_plain.ts";

Deno.test("boots: the life of a machine with networkmanager", (t) =>
  liveWith(t, "networkmanager", ["same drive"]));

Deno.test("boots: networkmanager without a drive", (t) => liveWithoutDrive(t, "networkmanager"));
