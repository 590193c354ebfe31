import { liveWith } from "./_life.ts";

Deno.test("boots: the life of a machine with netplan", (t) => liveWith(t, "netplan", ["other drive"]));
