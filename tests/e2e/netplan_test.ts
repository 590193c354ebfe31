import { liveWith } from "./_life.ts";
import { liveBesideSilence } from "./_silent.ts";

Deno.test("boots: the life of a machine with netplan", (t) => liveWith(t, "netplan", ["other drive"]));

Deno.test("boots: netplan beside five cards that nobody answers", (t) => liveBesideSilence(t, "netplan"));
