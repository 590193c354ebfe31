/**
 * Folders of elements for images with our program and with others, and the root that they start from.
 *
 * @module
 */
import { join } from "@std/path";
import { buildElement } from "../../../shims/element.ts";
import { ELEMENT, PROJECT } from "../../element/files.ts";
import { writeAgentElement } from "../../e2e/_agent_element.ts";
import { writeGleanRepository, writeLocalFilesElement, writePipFiles } from "../../real/_dib_local_files.ts";
import { buildBinary } from "../../support/binary.ts";
import { type Builder, requireDib } from "../../support/dib.ts";
import { preparedRoot, writeRootElement } from "../../support/dib_root.ts";
import { gleanFiles, newestDib } from "../../support/neighbours/mod.ts";
import { writeFile } from "../../support/trees.ts";
import type { Program } from "./programs.ts";

/** What is to be known of a program to build its image. */
export type Built = Pick<Program, "name" | "elements" | "wanted" | "variables">;

/** Builds of one diskimage-builder that start from one root, and differ in the program's element alone. */
export interface Workbench {
  builderFor(program: Built): Builder;
  /** Elements that each image has. */
  readonly common: readonly string[];
  variablesFor(program: Built): Readonly<Record<string, string>>;
}

/** As debian-minimal has it: Python, and neither cloud-init nor a network stack. `more` packages are for a root that boots. */
export async function openWorkbench(
  directory: string,
  more: readonly string[] = [],
): Promise<Workbench> {
  await requireDib();
  const programs = await newestDib();
  const { wheels, source } = await gleanFiles();
  const pip = join(directory, "pip");
  await writePipFiles(pip, wheels);
  // Their element fetches it although it installs the release; ours takes it for the choice of glean.
  const repository = await writeGleanRepository(join(directory, "glean.git"), source, "master");
  writeFolders(directory);
  const name = more.length === 0 ? "-peers" : "-peers-boots";
  const packages = ["python3", "netbase", "lsb-release", ...more];
  const root = await preparedRoot(join(PROJECT, "dist/cache/dib"), name, packages, ["cloud-init"]);
  return {
    builderFor: ({ elements }) => ({ root, directory, programs, elements: [join(directory, elements)] }),
    common: ["prepared-root", "local-files", ...more.length === 0 ? [] : ["test-agent"]],
    variablesFor: ({ elements, variables }) => ({
      LOCAL_FILES: pip,
      ...elements === "theirs" ? { DIB_REPOLOCATION_glean: repository } : {},
      ...variables,
    }),
  };
}

function writeFolders(directory: string): void {
  for (const elements of ["ours", "theirs"].map((name) => join(directory, name))) {
    writeRootElement(elements);
    writeLocalFilesElement(elements);
    writeAgentElement(elements);
    writeAloneElement(elements);
  }
  buildBinary();
  buildElement(ELEMENT, join(PROJECT, "dist/bin"), join(directory, "ours/simple-init"));
}

/**
 * What is measured of cloud-init is what the others do as well: without its keys of the SSH server, of which RSA's takes
 * ten seconds under emulation, and without a locale; with ifupdown, which the others' elements install, and without the
 * files for DHCP on eth0 that those remove.
 */
const ALONE = `#!/bin/bash
set -eu
set -o pipefail
rm -f /etc/network/interfaces.d/eth*
mkdir -p /etc/cloud/cloud.cfg.d
printf '%s\\n' 'ssh_deletekeys: false' 'ssh_genkeytypes: []' 'locale: false' > /etc/cloud/cloud.cfg.d/99-alone.cfg
`;

function writeAloneElement(elements: string): void {
  const at = join(elements, "cloud-init-alone");
  writeFile(join(at, "element-deps"), "package-installs\n");
  writeFile(join(at, "package-installs.yaml"), "ifupdown:\n");
  writeFile(join(at, "install.d/90-cloud-init-alone"), ALONE, 0o755);
}
