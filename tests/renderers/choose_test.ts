import assert from "node:assert/strict";
import { chooseRenderer } from "../../lib/renderers/choose.ts";
import type { RendererName } from "../../lib/renderers/renderer.ts";
import { discoverStacks, type StackState } from "../../lib/stacks.ts";
import { memorySystem } from "../../lib/system/memory.ts";

type Stacks = Partial<Record<RendererName, StackState>>;

const CHOICES: readonly [family: string, stacks: Stacks, renderer: RendererName, reason: string][] = [
  ["debian", { ifupdown: "enabled" }, "ifupdown", "it is enabled, and the one that debian brings with it"],
  [
    "debian",
    { ifupdown: "enabled", networkmanager: "enabled", networkd: "enabled" },
    "ifupdown",
    "it is enabled, and the one that debian brings with it",
  ],
  ["debian", { ifupdown: "installed", networkd: "enabled" }, "networkd", "it is enabled"],
  ["debian", { networkmanager: "enabled", networkd: "enabled" }, "networkmanager", "it is enabled"],
  [
    "debian",
    { ifupdown: "installed", networkmanager: "installed" },
    "ifupdown",
    "it is installed, and the one that debian brings with it",
  ],
  ["debian", { networkd: "installed" }, "networkd", "it is installed"],
  ["debian", {}, "ifupdown", "no network stack is installed, and debian brings it with it"],
  [
    "devuan debian",
    { ifupdown: "enabled", networkd: "enabled" },
    "ifupdown",
    "it is enabled, and the one that devuan brings with it",
  ],
  ["ubuntu debian", { ifupdown: "installed", networkd: "enabled" }, "networkd", "it is enabled"],
  [
    "rhel fedora",
    { networkmanager: "enabled", networkd: "enabled" },
    "networkmanager",
    "it is enabled, and the one that rhel brings with it",
  ],
  [
    "rocky rhel centos fedora",
    {},
    "networkmanager",
    "no network stack is installed, and rocky brings it with it",
  ],
  [
    "opensuse-leap suse opensuse",
    { networkmanager: "installed" },
    "networkmanager",
    "it is installed, and the one that opensuse-leap brings with it",
  ],
  ["arch", {}, "networkd", "no network stack is installed, and arch brings it with it"],
  [
    "alpine",
    { ifupdown: "installed" },
    "ifupdown",
    "it is installed, and the one that alpine brings with it",
  ],
  ["linux", { ifupdown: "installed", networkd: "enabled" }, "networkd", "it is enabled"],
  ["linux", { ifupdown: "installed" }, "ifupdown", "it is installed"],
  ["linux", {}, "networkd", "no network stack is installed, and none is known for linux"],
  ["constructor", {}, "networkd", "no network stack is installed, and none is known for constructor"],
];

for (const [names, stacks, renderer, reason] of CHOICES) {
  const family = names.split(" ");
  Deno.test(`choose: ${family[0]}, ${JSON.stringify(stacks)}: ${renderer}`, () => {
    const distribution = { id: family[0]!, family, version: "" };
    const all = { ...discoverStacks(memorySystem({})), ...stacks };
    assert.deepEqual(chooseRenderer(distribution, all), { renderer, reason });
  });
}
