import assert from "node:assert/strict";
import { audit } from "../../shims/audit.ts";

const ADVISORY = {
  valibot: [{
    id: 1,
    url: "https://advisories.example/1",
    title: "A fault for tests",
    severity: "high",
    vulnerable_versions: "<99.0.0",
    cwe: [],
    cvss: { score: 0, vectorString: null },
  }],
};

const ROWS: readonly [what: string, answer: () => Response, status: number, said: RegExp][] = [
  [
    "nothing is known",
    () => Response.json({}),
    0,
    /^audit: nothing is known against the \d+ packages of deno.lock\.$/m,
  ],
  ["something is known", () => Response.json(ADVISORY), 1, /A fault for tests/],
  [
    "a mirror without advisories",
    () => new Response("", { status: 405 }),
    2,
    /^audit: The registry offers no advisories/,
  ],
  [
    "a mirror that answers something else",
    () => new Response("<html>"),
    2,
    /^audit: The registry offers no advisories/,
  ],
];

for (const [what, answer, status, said] of ROWS) {
  Deno.test(`audit: ${what}`, async () => {
    const asked: string[] = [];
    await using server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      async (request) => {
        const { pathname } = new URL(request.url);
        if (!pathname.endsWith("/advisories/bulk")) return new Response("", { status: 404 });
        asked.push(await request.text());
        return answer();
      },
    );
    const found = await audit({ NPM_CONFIG_REGISTRY: `http://127.0.0.1:${server.addr.port}/` });
    assert.equal(found.status, status, found.text);
    assert.match(found.text, said);
    assert.match(asked[0] ?? "", /"valibot"/);
  });
}
