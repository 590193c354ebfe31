import assert from "node:assert/strict";
import * as netifrc from "../../lib/stacks/netifrc/mod.ts";
import { NETWORKS } from "../networks.ts";
import { run } from "./_run.ts";
import { sourceWithBash } from "./bash_source.ts";

const TARGET = { foreignInterfaces: undefined, hasResolvconf: true };
const MARKER = "# a line of the program's own\n";

/** What stands between the quotes, of which a rendered value has no special ones. */
const ASSIGNMENTS = /^(\w+)="([^"]*)"$/gm;

/** Prints the value of each variable that is named after the file; a shell that has more of them than before fails. */
const DASH = `
before=$(set) && count() { set | grep -c '^[a-z_A-Z0-9]*='; }
file=$1 name= number=0 number=$(count)
shift
. "$file"
[ "$(count)" -le $((number + $#)) ] || exit 9
for name; do eval "printf '%s\\0' \\"\\$$name\\""; done
`;

function sourceWithDash(text: string, names: readonly string[]): Map<string, string> {
  const file = Deno.makeTempFileSync();
  try {
    Deno.writeTextFileSync(file, text);
    const { code, output, errors } = run("dash", ["-euc", DASH, "dash", file, ...names], "dash");
    assert.deepEqual([code, errors], [0, ""]);
    const values = output.split("\0");
    return new Map(names.map((name, index) => [name, values[index]!]));
  } finally {
    Deno.removeSync(file);
  }
}

for (const [name, config] of Object.entries(NETWORKS)) {
  Deno.test(`shells source what netifrc gets, and only assign: ${name}`, () => {
    for (const { path, contents } of netifrc.render(config, TARGET).files) {
      if (!path.startsWith("/etc/conf.d/")) continue;
      const meant = new Map([...contents.matchAll(ASSIGNMENTS)].map(([, key, value]) => [key!, value!]));
      const { variables, complaints } = sourceWithBash(MARKER + contents);
      assert.deepEqual({ path, variables, complaints }, { path, variables: meant, complaints: [] });
      assert.deepEqual(sourceWithDash(MARKER + contents, [...meant.keys()]), meant);
    }
  });
}
