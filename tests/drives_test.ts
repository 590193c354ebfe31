import assert from "node:assert/strict";
import { MESSAGES } from "../lib/messages.ts";
import { STACKS } from "../lib/stacks/mod.ts";
import { READERS } from "./readers/mod.ts";
import { fromFileUrl } from "./support/paths.ts";
import { type ProducedDrive, take } from "./support/producers.ts";

const DIRECTORY = fromFileUrl(new URL("./drives", import.meta.url));
const TARGET = { foreignInterfaces: undefined, hasResolvconf: true };

for (const name of [...Deno.readDirSync(DIRECTORY)].map(({ name }) => name).sort()) {
  const drive: ProducedDrive = JSON.parse(Deno.readTextFileSync(`${DIRECTORY}/${name}`));
  const { outcome, config, problems } = take(drive);

  Deno.test(`drive ${name}: ${drive.about}`, () => assert.deepEqual(outcome, drive.expected));

  Deno.test(`drive ${name}: each message has a code of its kind`, () => {
    for (const { severity, code, message } of problems) {
      assert.equal(code && MESSAGES[code].kind, severity, message);
    }
  });

  Deno.test(`drive ${name}: every stack is given all of its network`, () => {
    for (const { name, code } of STACKS) {
      const { files } = code().render(config, TARGET);
      const { read, comparable } = READERS[name];
      const texts = new Map(files.map(({ path, contents }) => [path, contents]));
      assert.deepEqual(comparable(read(texts)), comparable(config), name);
    }
  });
}
