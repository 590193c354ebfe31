import assert from "node:assert/strict";
import * as wicked from "../../lib/stacks/wicked/mod.ts";
import { NETWORKS } from "../networks.ts";
import { parseVariables, readRoutes } from "../readers/wicked.ts";
import { sourceWithBash } from "./bash_source.ts";

const TARGET = { foreignInterfaces: undefined, hasResolvconf: false };
const MARKER = "# first line\n";

for (const [name, config] of Object.entries(NETWORKS)) {
  const files = wicked.render(config, TARGET).files;

  Deno.test(`wicked: ${name}: bash finds assignments alone, of what the reader finds`, () => {
    for (const { path, contents } of files.filter(({ path }) => path.includes("/ifcfg-"))) {
      const { variables, complaints } = sourceWithBash(MARKER + contents);
      assert.deepEqual(complaints, [], path);
      assert.deepEqual(variables, parseVariables(contents), path);
    }
  });

  Deno.test(`wicked: ${name}: routes have the columns of ifroute(5), and none is lost`, () => {
    for (const { link, contents } of files.filter(({ path }) => path.includes("/ifroute-"))) {
      const lines = contents.split("\n").slice(0, -1);
      for (const line of lines) {
        assert.match(
          line,
          /^(default|[0-9a-f.:]+\/\d{1,3}) ([0-9a-f.:]+|-) - [A-Za-z0-9_.-]{1,15}( metric \d+)?$/,
        );
      }
      const { routes } = config.links.find(({ name }) => name === link)!;
      assert.equal(readRoutes(link!, MARKER + contents).length, routes.length);
      assert.equal(lines.filter((line) => !line.includes(" - - ")).length, routes.length);
    }
  });
}

Deno.test("wicked: the check sees a variable that is not there, and a command", () => {
  const text = `STARTMODE="auto"\nBOOTPROTO="static"\n`;
  assert.notDeepEqual(
    sourceWithBash(text.replace("STARTMODE", "STARTMODES")).variables,
    parseVariables(text),
  );
  assert.notDeepEqual(sourceWithBash(text.replace("static", "$(reboot)")).complaints, []);
});
