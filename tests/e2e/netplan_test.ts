import { liveWith } from "./_life.ts";
import { liveWithoutDrive } from "./_plain.ts";

Deno.test("boots: the life of a machine with netplan", (t) => liveWith(t, "netplan"));

Deno.test("boots: netplan without a drive", (t) => liveWithoutDrive(t, "netplan"));
