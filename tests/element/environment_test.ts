import assert from "node:assert/strict";
import { type Outcome, source } from "./environment.ts";

/** `fedora 41 NETWORKMANAGER=0`: a distribution, its release, and variables without what they begin with. */
function build(words: string): Outcome {
  const [distribution = "", release = "", ...settings] = words.split(" ");
  const variables = settings.map((setting) => {
    const [name = "", value = ""] = setting.split("=");
    return [name.startsWith("DIB_") ? name : `DIB_SIMPLE_INIT_${name}`, value];
  });
  return source({
    DISTRO_NAME: distribution,
    DIB_RELEASE: release,
    DIB_INIT_SYSTEM: "systemd",
    ...Object.fromEntries(variables),
  });
}

/** The stack that a build gets. */
const STACKS: readonly [words: string, stack: string][] = [
  ["debian bookworm", "ifupdown"],
  ["debian trixie NETWORKMANAGER=1", "networkmanager"],
  ["debian trixie RENDERER=networkd", "networkd"],
  ["debian trixie RENDERER=auto", "ifupdown"],
  ["debian stable RENDERER=networkmanager NETWORKMANAGER=0", "networkmanager"],
  ["ubuntu xenial", "ifupdown"],
  ["ubuntu noble", "netplan"],
  ["ubuntu noble ENGINE=glean", "ifupdown"],
  ["ubuntu noble NETWORKMANAGER=1", "networkmanager"],
  ["almalinux 9", "networkmanager"],
  ["rocky 10", "networkmanager"],
  ["rhel 8", "networkmanager"],
  ["centos 9-stream", "networkmanager"],
  ["centos 10-stream NETWORKMANAGER=1", "networkmanager"],
  ["centos 7", "networkmanager"],
  ["centos7 7 NETWORKMANAGER=0", "network-scripts"],
  ["rhel7 7 NETWORKMANAGER=0", "network-scripts"],
  ["openeuler 22.03-LTS", "networkmanager"],
  ["openeuler 22.03-LTS NETWORKMANAGER=0", "network-scripts"],
  ["fedora 41", "networkmanager"],
  ["fedora rawhide NETWORKMANAGER=1", "networkmanager"],
  ["opensuse 15.6", "wicked"],
  ["opensuse 42.3", "wicked"],
  ["opensuse 15.6 NETWORKMANAGER=1", "networkmanager"],
  ["opensuse 16.0", "networkmanager"],
  ["opensuse tumbleweed", "networkmanager"],
  ["opensuse tumbleweed NETWORKMANAGER=0", "wicked"],
  ["gentoo gentoo", "networkd"],
  ["gentoo gentoo DIB_INIT_SYSTEM=openrc", "netifrc"],
  ["gentoo gentoo DIB_INIT_SYSTEM=openrc NETWORKMANAGER=1", "networkmanager"],
  ["something new", "ifupdown"],
];

for (const [words, stack] of STACKS) {
  Deno.test(`environment: ${words}: ${stack}`, () => {
    const { status, variables, message } = build(words);
    assert.deepEqual([status, message], [0, ""]);
    assert.equal(variables["DIB_SIMPLE_INIT_STACK"], stack);
    assert.equal(variables["DIB_SIMPLE_INIT_NETWORKMANAGER"], stack === "networkmanager" ? "1" : "0");
    assert.equal(variables["DIB_CLOUD_INIT_DATASOURCES"], "None");
    assert.deepEqual(
      Object.keys(variables).filter((name) => name.startsWith("_")),
      [],
      "nothing is left over",
    );
  });
}

for (const switched of ["NETWORKMANAGER", "NO_DHCP_FALLBACK"]) {
  for (const value of ["0", "no", "off", "False", "FALSE"]) {
    Deno.test(`environment: ${switched}=${value} is 0`, () =>
      assert.equal(
        build(`debian trixie ${switched}=${value}`).variables[`DIB_SIMPLE_INIT_${switched}`],
        "0",
      ));
  }
  for (const value of ["1", "2", "yes", "on", "True", "TRUE"]) {
    Deno.test(`environment: ${switched}=${value} is 1`, () =>
      assert.equal(
        build(`debian trixie ${switched}=${value}`).variables[`DIB_SIMPLE_INIT_${switched}`],
        "1",
      ));
  }
}

/** Stacks that can be named, beside those above. */
for (
  const words of [
    "debian trixie RENDERER=netplan",
    "rocky 8 RENDERER=network-scripts",
    "openeuler 24.03 RENDERER=network-scripts",
    "almalinux 9 RENDERER=networkd",
    "gentoo gentoo RENDERER=netifrc",
    "opensuse 15.6 RENDERER=networkd",
    "fedora 41 RENDERER=netplan",
    "something new RENDERER=netifrc",
  ]
) {
  Deno.test(`environment: ${words} can be built`, () => {
    const { status, variables } = build(words);
    assert.equal(status, 0);
    assert.ok(words.endsWith(`=${variables["DIB_SIMPLE_INIT_STACK"]}`));
  });
}

const TYPES: readonly [words: string, type: string][] = [
  ["debian trixie", "source"],
  ["debian trixie DIB_DEFAULT_INSTALLTYPE=package", "source"],
  ["debian trixie DIB_DEFAULT_INSTALLTYPE=repo", "source"],
  ["debian trixie DIB_DEFAULT_INSTALLTYPE=source DIB_INSTALLTYPE_simple_init=package", "package"],
  ["debian trixie DIB_DEFAULT_INSTALLTYPE=package ENGINE=glean", "package"],
  ["debian trixie DIB_DEFAULT_INSTALLTYPE=package DIB_INSTALLTYPE_simple_init=source", "source"],
];

for (const [words, type] of TYPES) {
  Deno.test(`environment: ${words}: the install type is ${type}`, () => {
    const { variables, message } = build(words);
    assert.deepEqual([variables["DIB_INSTALLTYPE_simple_init"], message], [type, ""]);
    assert.equal(source(variables).variables["DIB_INSTALLTYPE_simple_init"], type, "again");
  });
}

Deno.test("environment: dib is told that the program is missing before it builds anything", () => {
  const hooks = { TMP_HOOKS_PATH: "/hooks", ARCH: "arm64", DISTRO_NAME: "debian", DIB_RELEASE: "trixie" };
  const message = 'simple-init: this element has no program for aarch64; run "deno task element" and put ' +
    "dist/elements into ELEMENTS_PATH.";
  const { status, message: said } = source(hooks);
  assert.deepEqual([status, said], [1, message]);
  for (const others of [{ DIB_SIMPLE_INIT_ENGINE: "glean" }, { DIB_INSTALLTYPE_simple_init: "package" }]) {
    assert.equal(source({ ...hooks, ...others }).status, 0);
  }
});

const ONLY_NM = (what: string) =>
  `simple-init: ${what} has no network stack but NetworkManager; leave DIB_SIMPLE_INIT_NETWORKMANAGER out, or set it to 1.`;

/** What stops a build, each with one sentence. */
const LACKS = (what: string, stack: string) =>
  `simple-init: ${what} has no package of ${stack}; choose another stack with DIB_SIMPLE_INIT_RENDERER, or leave it out.`;

const GLEAN = (distribution: string, stack: string) =>
  `simple-init: glean writes nothing for ${stack} on ${distribution}; leave DIB_SIMPLE_INIT_NETWORKMANAGER and ` +
  "DIB_SIMPLE_INIT_RENDERER out, or DIB_SIMPLE_INIT_ENGINE=glean.";

const FAILURES: readonly [words: string, message: string][] = [
  ["debian trixie RENDERER=netifrc", LACKS("debian trixie", "netifrc")],
  ["ubuntu noble RENDERER=wicked", LACKS("ubuntu noble", "wicked")],
  ["gentoo gentoo RENDERER=ifupdown", LACKS("gentoo gentoo", "ifupdown")],
  ["opensuse 15.6 RENDERER=netplan", LACKS("opensuse 15.6", "netplan")],
  ["fedora 41 RENDERER=network-scripts", LACKS("fedora 41", "network-scripts")],
  ["rocky 9 RENDERER=network-scripts", LACKS("rocky 9", "network-scripts")],
  ["centos 9-stream RENDERER=wicked", LACKS("centos 9-stream", "wicked")],
  ["debian trixie ENGINE=glean NETWORKMANAGER=1", GLEAN("debian", "networkmanager")],
  ["ubuntu noble ENGINE=glean RENDERER=netplan", GLEAN("ubuntu", "netplan")],
  ["rocky 9 ENGINE=glean RENDERER=networkd", GLEAN("rocky", "networkd")],
  [
    "debian trixie NO_DHCP_FALLBACK=maybe",
    'simple-init: DIB_SIMPLE_INIT_NO_DHCP_FALLBACK is "maybe"; set it to 0 or 1.',
  ],
  ["fedora 41 NETWORKMANAGER=0", ONLY_NM("fedora 41")],
  ["almalinux 8 NETWORKMANAGER=0", ONLY_NM("almalinux 8")],
  ["rocky 10 NETWORKMANAGER=0", ONLY_NM("rocky 10")],
  ["centos 9-stream NETWORKMANAGER=0", ONLY_NM("centos 9-stream")],
  ["rhel 10 NETWORKMANAGER=0", ONLY_NM("rhel 10")],
  ["opensuse 16.0 NETWORKMANAGER=0", ONLY_NM("opensuse 16.0")],
  [
    "debian trixie NETWORKMANAGER=maybe",
    'simple-init: DIB_SIMPLE_INIT_NETWORKMANAGER is "maybe"; set it to 0 or 1.',
  ],
  [
    "debian trixie RENDERER=connman",
    'simple-init: there is no network stack "connman"; set DIB_SIMPLE_INIT_RENDERER to auto, ifupdown, netifrc, ' +
    "netplan, network-scripts, networkd, networkmanager or wicked.",
  ],
  [
    "debian trixie ENGINE=cloud-init",
    'simple-init: there is no engine "cloud-init"; set DIB_SIMPLE_INIT_ENGINE to simple-init or glean.',
  ],
  [
    "debian trixie DIB_INSTALLTYPE_simple_init=git",
    'simple-init: there is no install type "git"; set DIB_INSTALLTYPE_simple_init to source, repo or package.',
  ],
  [
    "debian trixie DIB_INSTALLTYPE_simple_init=repo",
    "simple-init: the install type repo needs a git repository; set DIB_REPOLOCATION_simple_init, and " +
    "DIB_REPOREF_simple_init unless it is main.",
  ],
];

for (const [words, message] of FAILURES) {
  Deno.test(`environment: ${words} stops the build`, () => {
    const outcome = build(words);
    assert.deepEqual([outcome.status, outcome.message], [1, message]);
  });
}

const REPO = "debian trixie DIB_INSTALLTYPE_simple_init=repo";
const ENGINES: readonly [words: string, engine: string, repository: string, gleanRepository: string][] = [
  ["debian trixie", "simple-init", "", ""],
  ["debian trixie DIB_REPOLOCATION_glean=/g", "simple-init", "", ""],
  ["debian trixie ENGINE=glean", "glean", "", ""],
  ["gentoo gentoo ENGINE=glean RENDERER=networkd", "glean", "", ""],
  ["rocky 9 ENGINE=glean", "glean", "", ""],
  ["debian trixie ENGINE=glean DIB_INSTALLTYPE_simple_init=package", "glean", "", ""],
  [
    `${REPO} DIB_REPOLOCATION_simple_init=/s`,
    "simple-init",
    "simple-init-git git /tmp/simple-init.git /s main",
    "",
  ],
  [
    `${REPO} DIB_REPOLOCATION_simple_init=/s DIB_REPOREF_simple_init=mine DIB_REPOLOCATION_glean=/g`,
    "simple-init",
    "simple-init-git git /tmp/simple-init.git /s mine",
    "",
  ],
  [
    `${REPO} DIB_REPOLOCATION_glean=/g`,
    "glean",
    "",
    "glean git /tmp/glean.git https://opendev.org/opendev/glean",
  ],
  [`${REPO} ENGINE=glean`, "glean", "", "glean git /tmp/glean.git https://opendev.org/opendev/glean"],
];

for (const [words, engine, repository, gleanRepository] of ENGINES) {
  Deno.test(`environment: ${words}: ${engine}`, () => {
    const { status, variables } = build(words);
    assert.equal(status, 0);
    assert.equal(variables["DIB_SIMPLE_INIT_ENGINE"], engine);
    assert.equal(variables["DIB_SIMPLE_INIT_REPOSITORY"], repository);
    assert.equal(variables["DIB_SIMPLE_INIT_GLEAN_REPOSITORY"], gleanRepository);
  });
}

Deno.test("environment: read again, as dib does before every phase, it decides the same", () => {
  const { variables } = build("opensuse 16.0");
  assert.deepEqual(source(variables).variables, variables);
});
