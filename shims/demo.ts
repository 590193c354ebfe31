/**
 * `deno task demo`: the main job on an example drive, in a temporary tree that is removed again.
 *
 * @module
 */
import $ from "dax";
import { copyTree } from "../tests/support/trees.ts";

const project = $.path(import.meta.dirname!).parentOrThrow();
const example = project.join("tests/cases/lacp-bond-vlans-dual-stack/root");
const options = ["--renderer", "networkd"];

await using temporary = { path: Deno.makeTempDirSync(), [Symbol.asyncDispose]: remove };
const root = `${temporary.path}/machine`;
copyTree(example.toString(), root);

await say("An example machine: two NICs, and a config drive that puts them into a bond with three VLANs.");
await show("plan");
await show("boot");
await say("What boot wrote:");
for (const file of [...$.path(root).join("etc/systemd/network").readDirSync()].map(({ path }) => path)) {
  await say(`\n# ${file.toString().slice(root.length)}\n${file.readTextSync().trimEnd()}`);
}
await say("\nBoot again: nothing has changed, so nothing is written, and nothing is reported.");
await show("boot");

async function show(command: string): Promise<void> {
  await say(`\n$ deno task ${command} --root ${root} ${options.join(" ")}`);
  const { code } = await $`${Deno.execPath()} run --quiet --allow-run --allow-read --allow-env ${
    project.join("shims/run.ts")
  } ${command} --root ${root} ${options}`.noThrow();
  await say(`(exit status ${code})`);
}

async function say(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(`${text}\n`));
}

async function remove(): Promise<void> {
  await Deno.remove(temporary.path, { recursive: true });
}
