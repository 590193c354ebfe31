import { STACKS } from "./_images.ts";
import { liveOnNetworkRoot } from "./_network_root.ts";

for (const stack of STACKS) {
  Deno.test(`boots: ${stack} with its root on the network`, (t) => liveOnNetworkRoot(t, stack));
}
