import { findDrives } from "./_found.ts";

Deno.test("boots: which drive a machine takes", (t) => findDrives(t, "networkd"));
