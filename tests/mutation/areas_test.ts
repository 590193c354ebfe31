import assert from "node:assert/strict";
import { areaOf, foldersOf, testsFor } from "./areas.ts";

const FILES = [
  "lib/ip.ts",
  "lib/stacks.ts",
  "lib/stacks/netplan/render.ts",
  "lib/resolve/mtu.ts",
  "lib/cli/main.ts",
];
const FOLDERS = foldersOf(FILES);

for (
  const [path, area] of [
    ["lib/resolve/mtu.ts", "resolve"],
    ["lib/stacks/netplan/render.ts", "stacks"],
    ["lib/plan/network.ts", "cli"],
    ["lib/stacks.ts", "stacks"],
    ["lib/configure.ts", "cli"],
    ["lib/ip.ts", "common"],
    ["hooks/boot.ts", "hooks"],
    ["hooks/install.d/50-x.ts", "hooks"],
    ["tests/stacks_test.ts", "stacks"],
    ["tests/plan/network_test.ts", "cli"],
  ] as const
) {
  Deno.test(`area of ${path}: ${area}`, () => assert.equal(areaOf(path, FOLDERS), area));
}

Deno.test("areas: a test's own module first, then its area; apart from them the cases, then what is left", () => {
  const tests = [
    "tests/apply/apply_test.ts",
    "tests/cases_test.ts",
    "tests/ip_test.ts",
    "tests/resolve/mtu_test.ts",
    "tests/resolve/bonds_test.ts",
  ];
  assert.deepEqual(testsFor("lib/resolve/mtu.ts", tests, FOLDERS), [
    ["tests/resolve/mtu_test.ts", "tests/resolve/bonds_test.ts"],
    ["tests/cases_test.ts", "tests/apply/apply_test.ts", "tests/ip_test.ts"],
  ]);
  assert.deepEqual(testsFor("lib/ip.ts", tests, FOLDERS)[0]![0], "tests/ip_test.ts");
  assert.deepEqual(testsFor("lib/stacks/netplan/render.ts", tests, FOLDERS), [
    ["tests/cases_test.ts", ...tests.filter((test) => test !== "tests/cases_test.ts")],
  ]);
});
