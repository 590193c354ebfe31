/** Holds the lock of the path given and says so, until it is killed. For `deno_test.ts`. */
import { denoSystem } from "../../lib/system/deno.ts";

const [path = ""] = Deno.args;
const release = denoSystem.lock(path, 0);
Deno.stdout.writeSync(new TextEncoder().encode(release === undefined ? "busy" : "held"));
denoSystem.sleep(60_000);
