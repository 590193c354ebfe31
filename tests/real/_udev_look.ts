/** Waits for the cards of this machine, and prints what is the case then. */
import { existsSync } from "node:fs";
import { discoverInterfaces } from "../../lib/interfaces.ts";
import { denoSystem } from "../../lib/system/deno.ts";
import { awaitCards } from "../../lib/udev.ts";

const start = denoSystem.now();
const problems = awaitCards(denoSystem);
const seconds = (denoSystem.now() - start) / 1000;
const names = discoverInterfaces(denoSystem).map(({ name }) => name);
const found = { problems, seconds, names, isBusy: existsSync("/run/udev/queue") };
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(found)));
