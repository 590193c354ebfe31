/** The element in other distributions' builds: see _dib_families.ts. As root; a minute and a half. */
import assert from "node:assert/strict";
import { join } from "@std/path";
import { readExpected, readHookCases } from "../hooks/_cases.ts";
import { type Build, endOf } from "../support/dib.ts";
import { newestDib } from "../support/neighbours/mod.ts";
import { buildAll, inWorkshop, type Job } from "./_dib_builds.ts";
import { writeElements } from "./_dib_elements.ts";
import { askedFor, writeCaseRoot, writeFamilyElement } from "./_dib_families.ts";

interface Row {
  /** dib's names. */
  readonly distribution: string;
  readonly release: string;
  readonly stack: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Beside what other elements ask for. */
  readonly packages: readonly string[];
  readonly uninstalled?: string;
  /** The newest diskimage-builder builds it, and not Debian's, from the root of another case. */
  readonly newest?: { readonly root: string };
}

/** By the case whose root it is, and whose hooks' outcome has to be that of the build. */
const ROWS: Readonly<Record<string, Row>> = {
  fedora: {
    distribution: "fedora",
    release: "41",
    stack: "networkmanager",
    packages: ["NetworkManager", "iproute"],
  },
  "rhel-7": {
    distribution: "centos7",
    release: "7",
    stack: "network-scripts",
    variables: { DIB_SIMPLE_INIT_NETWORKMANAGER: "0" },
    packages: ["dhclient", "initscripts", "iproute"],
  },
  "rhel-9": {
    distribution: "centos",
    release: "9-stream",
    stack: "networkmanager",
    variables: { DIB_SIMPLE_INIT_NO_DHCP_FALLBACK: "1" },
    packages: ["NetworkManager", "iproute"],
  },
  "suse-15": {
    distribution: "opensuse",
    release: "15.6",
    stack: "wicked",
    packages: ["iproute2", "wicked", "wicked-service"],
  },
  "suse-tumbleweed": {
    distribution: "opensuse",
    release: "tumbleweed",
    stack: "networkmanager",
    packages: ["NetworkManager", "iproute2"],
  },
  "gentoo-openrc": {
    distribution: "gentoo",
    release: "gentoo",
    stack: "netifrc",
    packages: ["net-misc/dhcpcd", "net-misc/netifrc", "sys-apps/iproute2"],
    uninstalled: "app-emulation/cloud-init",
  },
  "gentoo-systemd": {
    distribution: "gentoo",
    release: "gentoo",
    stack: "networkd",
    packages: ["sys-apps/iproute2"],
    uninstalled: "app-emulation/cloud-init",
  },
  // Debian's diskimage-builder takes neither for one of the family, and the newest has packages of its own for it.
  "rocky-10": {
    distribution: "rocky",
    release: "10",
    stack: "networkmanager",
    variables: { DIB_SIMPLE_INIT_NO_DHCP_FALLBACK: "1" },
    packages: ["NetworkManager", "iproute"],
    newest: { root: "rhel-9" },
  },
  openeuler: {
    distribution: "openeuler",
    release: "24.03-LTS",
    stack: "network-scripts",
    variables: { DIB_SIMPLE_INIT_NETWORKMANAGER: "0" },
    packages: ["dhcp", "iproute", "network-scripts"],
    newest: { root: "rhel-7" },
  },
};

/** What dib's other elements ask for, under the names that the families have for it. */
const OTHERS = /^(?:curl|rsync|net-misc\/(?:curl|rsync)|git|git-core|dev-vcs\/git|openssh|openssh-client)$/;

Deno.test("element: built for other distributions, over their roots", (t) =>
  inWorkshop(async (workshop) => {
    const { ours } = writeElements(join(workshop.directory, "elements"));
    writeFamilyElement(ours);
    const cases = new Map(readHookCases().map((test) => [test.name, test]));
    const caseOf = (name: string, { newest }: Row) => cases.get(newest?.root ?? name)!;
    const programs = await newestDib();
    const jobs = Object.entries(ROWS).map(([name, row]): [string, Job] => [name, {
      from: ours,
      wanted: ["family", "simple-init"],
      variables: {
        LOCAL_FILES: writeCaseRoot(caseOf(name, row), join(workshop.directory, "roots", name)),
        DISTRO_NAME: row.distribution,
        DIB_RELEASE: row.release,
        DIB_INIT_SYSTEM: caseOf(name, row).variables["DIB_INIT_SYSTEM"]!,
        ...row.variables,
      },
      ...row.newest === undefined ? {} : { programs },
    }]);
    const images = await buildAll(workshop, Object.fromEntries(jobs));
    for (const [name, row] of Object.entries(ROWS)) {
      await t.step(`${row.distribution} ${row.release}: ${row.stack}`, () => {
        checkPackages(images[name]!, row);
        const { report } = readExpected(caseOf(name, row))!;
        checkChanges(images[name]!.tree, report);
      });
    }
  }));

function checkPackages({ status, log, tree }: Build, row: Row): void {
  assert.equal(status, 0, endOf(log));
  const { installed, removed } = askedFor(tree);
  assert.deepEqual(installed.filter((name) => !OTHERS.test(name)), row.packages);
  assert.deepEqual(removed, [row.uninstalled ?? "cloud-init"]);
  assert.equal(Deno.readTextFileSync(join(tree, "stack.txt")), `${row.stack}\n`);
}

/** Each change of the case's report is in the image: what is gone, and what is there, with its mode or target. */
function checkChanges(tree: string, report: string): void {
  const [, changes = ""] = report.split("changes:\n");
  const lines = changes.trim().split("\n");
  assert.deepEqual(lines.map((line) => stateOf(tree, line)), lines);
}

function stateOf(tree: string, line: string): string {
  const [, path = ""] = /^\S+ (\S+?)\/?(?: -> .*)?$/.exec(line) ?? [];
  try {
    const { mode, isSymlink, isDirectory } = Deno.lstatSync(join(tree, path));
    const mark = isSymlink ? ` -> ${Deno.readLinkSync(join(tree, path))}` : isDirectory ? "/" : "";
    return `${((mode ?? 0) & 0o7777).toString(8).padStart(4, "0")} ${path}${mark}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return `gone ${path}`;
    throw error;
  }
}
