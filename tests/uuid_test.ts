import assert from "node:assert/strict";
import { uuidV5 } from "../lib/uuid.ts";

Deno.test("uuidV5: the vector of RFC 9562, appendix A.4", () => {
  assert.equal(
    uuidV5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com"),
    "2ed6657d-e927-568b-95e1-2665a8aea6a2",
  );
});

Deno.test("uuidV5: another name and another namespace give another UUID", () => {
  const url = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
  const dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
  assert.equal(new Set([uuidV5(dns, "a"), uuidV5(dns, "b"), uuidV5(dns, ""), uuidV5(url, "a")]).size, 4);
});
