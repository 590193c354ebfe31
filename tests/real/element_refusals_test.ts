/** What stops a build: one sentence of ours that says what to do, or what dib itself says. As root. */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { endOf, sentences } from "../support/dib.ts";
import { writeFile } from "../support/trees.ts";
import { buildAll, inWorkshop, type Job } from "./_dib_builds.ts";
import { type Elements, writeElements } from "./_dib_elements.ts";
import { writeAptRepository } from "./_dib_local_files.ts";

interface Row {
  readonly elements: keyof Elements;
  /** Beside the root and ours. */
  readonly others?: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly message: string | RegExp;
}

const ROWS: Readonly<Record<string, Row>> = {
  "an unknown install type": {
    elements: "ours",
    variables: { DIB_INSTALLTYPE_simple_init: "git" },
    message:
      'simple-init: there is no install type "git"; set DIB_INSTALLTYPE_simple_init to source, repo or package.',
  },
  "an unknown engine": {
    elements: "ours",
    variables: { DIB_SIMPLE_INIT_ENGINE: "netplan" },
    message: 'simple-init: there is no engine "netplan"; set DIB_SIMPLE_INIT_ENGINE to simple-init or glean.',
  },
  "an unknown init system": {
    elements: "ours",
    variables: { DIB_INIT_SYSTEM: "runit" },
    message: /^Unrecognised init system: runit!$/m,
  },
  "no repository": {
    elements: "ours",
    variables: { DIB_INSTALLTYPE_simple_init: "repo" },
    message:
      "simple-init: the install type repo needs a git repository; set DIB_REPOLOCATION_simple_init, and " +
      "DIB_REPOREF_simple_init unless it is main.",
  },
  "no program": {
    elements: "bare",
    variables: {},
    message:
      `simple-init: this element has no program for ${Deno.build.arch}; run "deno task element" and put ` +
      "dist/elements into ELEMENTS_PATH.",
  },
  "a package without a program": {
    elements: "ours",
    others: ["local-files"],
    variables: { DIB_INSTALLTYPE_simple_init: "package", LOCAL_FILES: "EMPTY PACKAGE" },
    message:
      "simple-init: the package simple-init installed no program; set DIB_INSTALLTYPE_simple_init=source to use this element's.",
  },
  "a read-only /usr/local": {
    elements: "ours",
    others: ["read-only"],
    variables: { READ_ONLY: "/usr/local" },
    message: "simple-init: /usr/local/sbin/simple-init cannot be written, as the line above says; " +
      "mount the image's root for writing, or make room in it.",
  },
  "a read-only /etc": {
    elements: "ours",
    others: ["read-only"],
    variables: { READ_ONLY: "/etc" },
    message:
      'problem: /etc/modules-load.d/simple-init.conf: cannot write "/etc/modules-load.d/.simple-init.conf.simple-init": ' +
      "the file system is read-only; no more is changed until the file system is mounted for writing.",
  },
};

const READ_ONLY = `#!/bin/bash
set -eu
set -o pipefail
mount --bind "$READ_ONLY" "$READ_ONLY"
mount -o remount,bind,ro "$READ_ONLY"
`;

Deno.test("element: wrong use stops diskimage-builder", (t) =>
  inWorkshop(async (workshop) => {
    const elements = writeElements(join(workshop.directory, "elements"));
    writeFile(join(elements.ours, "read-only/install.d/45-read-only"), READ_ONLY, 0o755);
    const files = join(workshop.directory, "files");
    await writeAptRepository(files, { "simple-init": {} });
    const jobs = Object.entries(ROWS).map(
      ([name, { elements: from, others = [], variables }]): [string, Job] => {
        const values = Object.entries(variables)
          .map(([key, value]) => [key, value === "EMPTY PACKAGE" ? files : value]);
        const wanted = ["prepared-root", ...others, "simple-init"];
        return [name, { from: elements[from], wanted, variables: Object.fromEntries(values) }];
      },
    );
    const builds = await buildAll(workshop, Object.fromEntries(jobs));
    for (const [name, { message }] of Object.entries(ROWS)) {
      await t.step(`${name} stops it`, () => {
        const { status, log } = builds[name]!;
        assert.notEqual(status, 0, endOf(log));
        if (typeof message === "string") assert.deepEqual(sentences(log), [message], endOf(log));
        else assert.match(log, message);
      });
    }
  }));
