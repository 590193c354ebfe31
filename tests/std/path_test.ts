import assert from "node:assert/strict";
import { posix } from "node:path";
import { basename, dirname, isAbsolute, join, normalize, relative, resolve } from "@std/path";
import fc from "fast-check";

/** As std documents them, and what the program relies on. */
const TABLE: readonly [call: string, result: unknown, expected: unknown][] = [
  ["join, with ..", join("/foo", "bar", "baz/quux", "garply", ".."), "/foo/bar/baz/quux"],
  ["join, of absolute paths", join("/root", "/etc", "hosts"), "/root/etc/hosts"],
  ["join, not out of /", join("/", "../..", "etc"), "/etc"],
  ["join, of nothing", join("", ""), "."],
  ["normalize", normalize("/foo/bar//baz/asdf/quux/.."), "/foo/bar/baz/asdf"],
  ["normalize, with / at the end", normalize("a/./b//"), "a/b/"],
  ["basename", basename("/home/user/Documents/image.png"), "image.png"],
  ["basename, with / at the end", basename("/home/user/Documents/"), "Documents"],
  ["basename, without a suffix", basename("/home/user/Documents/image.png", ".png"), "image"],
  ["dirname", dirname("/home/user/Documents/image.png"), "/home/user/Documents"],
  ["dirname, of a name", dirname("image.png"), "."],
  ["isAbsolute", isAbsolute("/home/user/Documents/"), true],
  ["isAbsolute, of a name", isAbsolute("home/user/Documents/"), false],
  ["resolve, of absolute paths", resolve("/foo/bar", "./baz", "/tmp", "file"), "/tmp/file"],
  ["relative", relative("/data/orandea/test/aaa", "/data/orandea/impl/bbb"), "../../impl/bbb"],
  ["a backslash, which is part of a name", join("/a\\b", "c"), "/a\\b/c"],
];

for (const [call, result, expected] of TABLE) {
  Deno.test(`std: ${call}`, () => assert.equal(result, expected));
}

const path = fc.array(fc.constantFrom("/", "//", ".", "..", "a", "b.c", "C:", "\\", " ", "é")).map((parts) =>
  parts.join("")
);

Deno.test("property: std's paths are those of Node", () => {
  fc.assert(fc.property(path, fc.array(path), (first, more) => {
    assert.equal(join(first, ...more), posix.join(first, ...more));
    assert.equal(normalize(first), posix.normalize(first));
    assert.equal(isAbsolute(first), posix.isAbsolute(first));
    // The root's base name is empty in Node alone.
    if (!/[^/]/.test(first)) return;
    assert.equal(basename(first), posix.basename(first));
    assert.equal(dirname(normalize(first)), posix.dirname(normalize(first)));
  }));
});
