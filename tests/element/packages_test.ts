import assert from "node:assert/strict";
import { parse } from "@std/yaml";
import * as v from "valibot";
import { textOf } from "./files.ts";

const NAMES = v.record(v.string(), v.string());
const PKG_MAP = v.strictObject({
  release: v.record(v.string(), v.record(v.string(), NAMES)),
  distro: v.record(v.string(), NAMES),
  family: v.record(v.picklist(["debian", "gentoo", "redhat", "suse"]), NAMES),
  default: NAMES,
});

const WHEN = v.union([v.string(), v.array(v.string())]);
const PACKAGE = v.strictObject({
  when: v.optional(WHEN),
  installtype: v.optional(v.picklist(["source", "repo", "package"])),
  uninstall: v.optional(v.boolean()),
});
const INSTALLS = v.record(v.string(), v.union([v.null(), PACKAGE, v.array(PACKAGE)]));

const pkgMap = v.parse(PKG_MAP, JSON.parse(textOf("pkg-map")));
const installs = v.parse(INSTALLS, parse(textOf("package-installs.yaml")));

/** The packages of a name as dib's pkg-map finds them: the most exact section that has the name. */
function mapped(name: string, [family, distro, release]: readonly [string, string, string]): string {
  const sections = [
    pkgMap.release[distro]?.[release],
    pkgMap.distro[distro],
    (pkgMap.family as Record<string, Record<string, string>>)[family],
    pkgMap.default,
  ];
  return sections.find((section) => section !== undefined && Object.hasOwn(section, name))?.[name] ?? name;
}

function holds(
  when: string | readonly string[] | undefined,
  build: Readonly<Record<string, string>>,
): boolean {
  return [when ?? []].flat().every((statement) => {
    const [, variable = "", operator, value] = /^(\w+) (=|!=) (.*)$/.exec(statement) ?? [];
    assert.ok(Object.hasOwn(build, variable), `environment.d sets ${variable}`);
    return (build[variable] === value) === (operator === "=");
  });
}

/** What is installed for a stack, with the install type that is the default. */
function packagesFor(
  stack: string,
  where: readonly [string, string, string],
  engine = "simple-init",
): string {
  const build = { DIB_SIMPLE_INIT_STACK: stack, DIB_SIMPLE_INIT_ENGINE: engine };
  const names = Object.entries(installs).flatMap(([name, parameters]) => {
    const wanted = [parameters ?? {}].flat().some(({ when, uninstall, installtype }) =>
      uninstall !== true && (installtype ?? "source") === "source" && holds(when, build)
    );
    return wanted ? [mapped(name, where)] : [];
  });
  return names.filter((name) => name !== "").sort().join(" ");
}

const TABLE: readonly [stack: string, where: readonly [string, string, string], packages: string][] = [
  ["ifupdown", ["debian", "debian", "bullseye"], "ifenslave ifupdown iproute2 isc-dhcp-client vlan"],
  ["ifupdown", ["debian", "debian", "bookworm"], "ifenslave ifupdown iproute2 isc-dhcp-client vlan"],
  ["ifupdown", ["debian", "debian", "trixie"], "dhcpcd-base ifenslave ifupdown iproute2 vlan"],
  ["ifupdown", ["debian", "debian", "sid"], "dhcpcd-base ifenslave ifupdown iproute2 vlan"],
  ["ifupdown", ["debian", "ubuntu", "xenial"], "ifenslave ifupdown iproute2 isc-dhcp-client vlan"],
  ["networkmanager", ["debian", "debian", "trixie"], "iproute2 network-manager"],
  ["networkd", ["debian", "debian", "bullseye"], "iproute2"],
  ["networkd", ["debian", "debian", "bookworm"], "iproute2 systemd-resolved"],
  ["netplan", ["debian", "ubuntu", "jammy"], "iproute2 netplan.io"],
  ["netplan", ["debian", "ubuntu", "noble"], "iproute2 netplan.io systemd-resolved"],
  ["networkmanager", ["redhat", "rocky", "10"], "NetworkManager iproute"],
  ["networkmanager", ["redhat", "centos", "9-stream"], "NetworkManager iproute"],
  ["networkmanager", ["redhat", "fedora", "41"], "NetworkManager iproute"],
  ["network-scripts", ["redhat", "centos", "7"], "dhclient initscripts iproute"],
  ["network-scripts", ["redhat", "openeuler", "22.03-LTS"], "dhcp iproute network-scripts"],
  ["wicked", ["suse", "opensuse", "15.6"], "iproute2 wicked wicked-service"],
  ["networkmanager", ["suse", "opensuse", "16.0"], "NetworkManager iproute2"],
  ["netifrc", ["gentoo", "gentoo", "gentoo"], "net-misc/dhcpcd net-misc/netifrc sys-apps/iproute2"],
  ["networkd", ["gentoo", "gentoo", "gentoo"], "sys-apps/iproute2"],
];

for (const [stack, where, packages] of TABLE) {
  Deno.test(`packages: ${stack} on ${where[1]} ${where[2]}`, () =>
    assert.equal(packagesFor(stack, where), packages));
}

Deno.test("packages: glean has an environment of its own, and ifcfg files where Fedora can still read them", () => {
  const fedora = (release: string) => packagesFor("networkmanager", ["redhat", "fedora", release], "glean");
  assert.equal(fedora("38"), "NetworkManager NetworkManager-initscripts-ifcfg-rh iproute python3");
  assert.equal(fedora("41"), "NetworkManager iproute python3");
});

/** dib reads the package-installs.yaml of its own element of this name too, with our pkg-map. */
const OF_DIBS_ELEMENT = [
  "dhcp-client",
  "net-tools",
  "ifupdown",
  "network-scripts",
  "NetworkManager",
  "NetworkManager-initscripts-ifcfg-rh",
];

for (const name of OF_DIBS_ELEMENT) {
  Deno.test(`packages: dib's own element of this name gets no ${name}`, () => {
    for (const [, where] of TABLE) assert.equal(mapped(name, where), "");
  });
}

Deno.test("packages: every name has its meaning somewhere in the map", () => {
  const unknown = Object.keys(installs).filter((name) => !Object.hasOwn(pkgMap.default, name));
  assert.deepEqual(unknown, ["iproute2", "simple-init", "glean", "cloud-init"]);
});

Deno.test("packages: cloud-init is uninstalled", () =>
  assert.deepEqual(installs["cloud-init"], { uninstall: true }));
