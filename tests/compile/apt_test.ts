import assert from "node:assert/strict";
import { deriveSources } from "../../shims/compile/apt.ts";

const DEB822 = `Types: deb
# a comment
URIs: http://archive.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/archive.gpg

Types: deb
URIs: http://security.example/debian-security
Suites: bookworm-security
Components: main
`;

const SOURCES = { types: "deb-src", suite: "trixie" } as const;

const DERIVED: readonly [name: string, file: string, text: string, expected: string][] = [
  [
    "deb822: the own suite's servers and keys",
    "debian.sources",
    DEB822,
    "types: deb-src\nsuites: trixie\ncomponents: main\nuris: http://archive.example/debian\n" +
    "signed-by: /usr/share/keyrings/archive.gpg\n",
  ],
  [
    "deb822: a key within the stanza stays whole",
    "debian.sources",
    "Types: deb\nURIs: http://a.example\nSuites: bookworm\nComponents: main\nSigned-By:\n KEY\n .\n END\n",
    "types: deb-src\nsuites: trixie\ncomponents: main\nuris: http://a.example\nsigned-by: KEY\n .\n END\n",
  ],
  [
    "deb822: one that is switched off is none",
    "debian.sources",
    "Enabled: no\nTypes: deb\nURIs: http://a.example\nSuites: bookworm\nComponents: main\n",
    "",
  ],
  [
    "one line: with options",
    "sources.list",
    "# deb http://no.example bookworm main\ndeb [arch=amd64 signed-by=/k.gpg] http://a.example/debian bookworm main contrib # x\n",
    "types: deb-src\nsuites: trixie\ncomponents: main\nsigned-by: /k.gpg\nuris: http://a.example/debian\n",
  ],
  [
    "one line: the same server twice is one source",
    "sources.list",
    "deb http://a.example bookworm main\ndeb-src http://a.example bookworm main\n",
    "types: deb-src\nsuites: trixie\ncomponents: main\nuris: http://a.example\n",
  ],
  ["a third party's archive is none", "x.list", "deb http://a.example nodistro main\n", ""],
  ["without main there is nothing", "x.list", "deb http://a.example bookworm contrib\n", ""],
];

for (const [name, file, text, expected] of DERIVED) {
  Deno.test(`apt: ${name}`, () => {
    assert.equal(deriveSources(new Map([[file, text]]), "bookworm", SOURCES), expected);
  });
}

Deno.test("apt: packages of another architecture", () => {
  const wanted = { types: "deb", suite: "bookworm", architecture: "arm64" } as const;
  assert.equal(
    deriveSources(new Map([["x.list", "deb http://a.example bookworm main\n"]]), "bookworm", wanted),
    "types: deb\nsuites: bookworm\ncomponents: main\narchitectures: arm64\nuris: http://a.example\n",
  );
});
