import assert from "node:assert/strict";
import { parseOsRelease, readDistribution } from "../lib/os_release.ts";
import { memorySystem } from "../lib/system/memory.ts";

const TEXTS: readonly [what: string, text: string, id: string, family: string[], version: string][] = [
  ["plain", "ID=debian\nVERSION_ID=12\n", "debian", ["debian"], "12"],
  ["double quotes", 'ID="rhel"\nID_LIKE="fedora"\nVERSION_ID="8.9"\n', "rhel", ["rhel", "fedora"], "8.9"],
  ["single quotes", "ID='sles'\nVERSION_ID='15.6'\n", "sles", ["sles"], "15.6"],
  ["several it is like", 'ID=rocky\nID_LIKE="rhel centos fedora"\n', "rocky", [
    "rocky",
    "rhel",
    "centos",
    "fedora",
  ], ""],
  ["capitals", 'ID=Rocky\nID_LIKE="RHEL Fedora"\n', "rocky", ["rocky", "rhel", "fedora"], ""],
  ["CRLF", 'ID=debian\r\nVERSION_ID="12"\r\n', "debian", ["debian"], "12"],
  ["no line end", "ID=arch", "arch", ["arch"], ""],
  ["keys that end or begin alike", "VARIANT_ID=x\nIDS=y\nBUILD_ID=z\nID=arch\n", "arch", ["arch"], ""],
  ["a comment", "#ID=debian\nID=arch\n", "arch", ["arch"], ""],
  ["half a pair of quotes", 'ID="\n', '"', ['"'], ""],
  ["a quote that is not closed", "ID='arch\n", "'arch", ["'arch"], ""],
  ["an empty id", 'ID=""\n', "linux", ["linux"], ""],
  ["no id", "NAME=x\n", "linux", ["linux"], ""],
  ["nothing", "", "linux", ["linux"], ""],
];

for (const [what, text, id, family, version] of TEXTS) {
  Deno.test(`os-release: ${what}`, () => assert.deepEqual(parseOsRelease(text), { id, family, version }));
}

const [ETC, USR] = ["/etc/os-release", "/usr/lib/os-release"];

const FILES: readonly [what: string, files: Parameters<typeof memorySystem>[0], id: string][] = [
  ["etc before usr", { [ETC]: "ID=debian", [USR]: "ID=arch" }, "debian"],
  ["usr where etc has none", { [USR]: "ID=arch" }, "arch"],
  ["usr where etc's link leads nowhere", { [ETC]: { link: "/none" }, [USR]: "ID=arch" }, "arch"],
  ["through a link", { [ETC]: { link: "../usr/lib/os-release" }, [USR]: "ID=arch" }, "arch"],
  ["neither", {}, "linux"],
];

for (const [what, files, id] of FILES) {
  Deno.test(`os-release: ${what}`, () => assert.equal(readDistribution(memorySystem(files)).id, id));
}
