import { liveWith } from "./_life.ts";
import { liveWithoutDrive } from "./_plain.ts";
import { liveBesideSilence } from "./_silent.ts";
import { liveBesideSlowDisk } from "./_slow_disk.ts";
import { liveFromSnapshot } from "./_snapshot.ts";

Deno.test("boots: the life of a machine with networkd", (t) => liveWith(t, "networkd", ["same drive"]));

Deno.test("boots: networkd without a drive", (t) => liveWithoutDrive(t, "networkd"));

Deno.test("boots: a snapshot of a machine with networkd", (t) => liveFromSnapshot(t, "networkd"));

Deno.test("boots: networkd beside a disk that udev takes long over", (t) =>
  liveBesideSlowDisk(t, "networkd"));

Deno.test("boots: networkd beside five cards that nobody answers", (t) => liveBesideSilence(t, "networkd"));
