import { liveWith } from "./_life.ts";

Deno.test("boots: the life of a machine with networkd", (t) => liveWith(t, "networkd"));
