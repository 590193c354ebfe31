/**
 * A test of the tests: a machine whose renderer is wrong must not pass for one that is right.
 *
 * @module
 */
import assert from "node:assert/strict";
import $ from "dax";
import { join } from "@std/path";
import { compile, PROJECT } from "../support/binary.ts";
import { writeIso } from "../support/drive_images.ts";
import { documents, expectedNetwork, networkData, SOME_KEY } from "./_drives.ts";
import { expectNetwork } from "./_expect.ts";
import { NICS } from "./_hardware.ts";
import { changedImage, type Stack, withImage } from "./_images.ts";
import { bootMachine } from "./_machine.ts";
import { readNetwork } from "./_state.ts";

const VARIABLE = "SIMPLE_INIT_TEST_WRONG_GATEWAY";

export async function noticeWrongRenderer(t: Deno.TestContext, stack: Stack): Promise<void> {
  await withImage(stack, async (image, directory) => {
    const program = join(directory, "program");
    await buildMisled(join(directory, "project"), program);
    const misled = await changedImage(image, join(directory, "misled.raw"), async (root) => {
      await Deno.copyFile(program, join(root, "usr/local/sbin/simple-init"));
    });
    const disc = join(directory, "disc");
    await writeIso(documents(networkData(), SOME_KEY), "OpenStack Compute 27.0.0", disc);
    const cmdline = `systemd.setenv=${VARIABLE}=${stack}`;
    await using machine = await bootMachine({ image: misled, nics: NICS, disc, cmdline });
    await t.step(`${stack}: a wrong gateway fails the row of the drive's network`, async () => {
      await assert.rejects(expectNetwork(machine, expectedNetwork(), 5), /default via 192\.0\.2\.254/);
    });
    await t.step(`${stack}: all else of that network is right`, async () => {
      const { routes, ...others } = await readNetwork(machine);
      const { routes: expected, ...right } = expectedNetwork();
      assert.deepEqual(others, right);
      assert.deepEqual(routes.map((route) => route.replace("192.0.2.254", "192.0.2.1")).sort(), expected);
    });
  });
}

/** A copy of the project in which each stack goes through `misled.ts`, compiled. */
async function buildMisled(project: string, program: string): Promise<void> {
  const parts = ["hooks", "lib", "shims", "deno.json", "deno.lock", "tests/e2e/misled.ts"];
  await Deno.mkdir(project);
  await $`/bin/cp --archive --parents --target-directory=${project} ${parts}`.cwd(PROJECT);
  await Deno.symlink(join(PROJECT, "dist"), join(project, "dist"));
  const table = join(project, "lib/stacks/mod.ts");
  const text = await Deno.readTextFile(table);
  const changed = text
    .replace(/^import /m, 'import { misled } from "../../tests/e2e/misled.ts";\nimport ')
    .replace(/^( {2}\{ \.\.\.netifrc,.*\n)\];$/m, "$1].map(misled);");
  assert.equal(
    changed.match(/misled/g)?.length,
    3,
    "lib/stacks/mod.ts is no longer what this test changes",
  );
  await Deno.writeTextFile(table, changed);
  compile(["-o", program], project);
}
