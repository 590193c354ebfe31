import assert from "node:assert/strict";
import { fromFileUrl } from "../support/paths.ts";
import { bondOptionsPage } from "./bond_options.ts";
import { withPart } from "./page.ts";

Deno.test("conformance: the page says of bond options what the renderers answer (deno task conformance --write)", () => {
  const page = Deno.readTextFileSync(fromFileUrl(new URL("../../CONFORMANCE.md", import.meta.url)));
  assert.equal(page, withPart(page, "bondOptions", bondOptionsPage()));
});
