/** The clouds' own code where nobody has it: needs python3-venv. */
import assert from "node:assert/strict";
import { environment } from "../producers/python.ts";
import { EnvironmentError } from "../support/python_packages.ts";

/** An index that refuses each connection. */
const NO_INDEX = {
  PIP_INDEX_URL: "http://127.0.0.1:9/",
  PIP_EXTRA_INDEX_URL: "",
  PIP_FIND_LINKS: "",
  PIP_RETRIES: "0",
};

Deno.test("producers: without the Python Package Index one sentence says so, and nothing half made stays", async () => {
  const cache = await Deno.makeTempDir();
  try {
    await assert.rejects(environment({ cache, variables: NO_INDEX }), (error) => {
      assert.ok(error instanceof EnvironmentError);
      assert.match(
        error.message,
        /^the clouds' own code cannot be had from the Python Package Index; [^:]*: ".+"\.$/,
      );
      return true;
    });
    assert.deepEqual([...Deno.readDirSync(cache)].map(({ name }) => name), ["producers.lock"]);
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
});
