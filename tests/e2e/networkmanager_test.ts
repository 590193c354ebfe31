import { liveWith } from "./_life.ts";

Deno.test("boots: the life of a machine with networkmanager", (t) => liveWith(t, "networkmanager"));
