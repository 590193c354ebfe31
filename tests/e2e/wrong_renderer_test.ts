import { noticeWrongRenderer } from "./_misled.ts";

Deno.test("boots: a renderer that is wrong is noticed", (t) => noticeWrongRenderer(t, "networkd"));
