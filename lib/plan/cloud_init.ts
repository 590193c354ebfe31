/**
 * What cloud-init does on a machine beside this program: whether it has a data source, and the files that it has written for
 * a network. See its documentation, "How to disable cloud-init" and "Datasources".
 *
 * @module
 */
import type { Change } from "../apply/change.ts";
import { isGenerated } from "../apply/generated.ts";
import { ownFiles, type Planned } from "../apply/network_files.ts";
import { noteOn } from "../problem.ts";
import type { Stack } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";

const PROGRAM = "/usr/bin/cloud-init";

/** The second one is written at each boot by its generator of units, when that has decided so. */
const OFF = ["/etc/cloud/cloud-init.disabled", "/run/cloud-init/disabled"];

/** Any of these is enough to stop what writes keys. */
const UNITS = ["cloud-init.target", "cloud-init.service", "cloud-init-network.service"];

/** Whether it runs on the machine, and has a source to take keys from. */
export function hasCloudInit(system: System): boolean {
  return system.stat(PROGRAM) !== undefined && !OFF.some((path) => system.stat(path) !== undefined) &&
    !(system.readText("/proc/cmdline") ?? "").split(/\s+/).includes("cloud-init=disabled") &&
    !UNITS.some((unit) => isMasked(system, `/etc/systemd/system/${unit}`)) && hasSource(system);
}

function isMasked(system: System, path: string): boolean {
  return system.lstat(path)?.kind === "symlink" && system.readLink(path) === "/dev/null";
}

const DIRECTORY = "/etc/cloud/cloud.cfg.d";

/** `datasource_list` up to the next key of the document, as a list in brackets or of lines with dashes. */
const SOURCES = /^datasource_list:([^]*?)(?=^[^\s#\-\]]|(?![^]))/m;

/**
 * The first file that lists sources decides: what was found out at this boot, and then the last of the directory. `None` is
 * a source of nothing, and without a list there are all.
 */
function hasSource(system: System): boolean {
  const names = (system.readDirectory(DIRECTORY) ?? []).filter((name) => name.endsWith(".cfg"));
  const paths = [
    "/run/cloud-init/cloud.cfg",
    ...names.reverse().map((name) => `${DIRECTORY}/${name}`),
    "/etc/cloud/cloud.cfg",
  ];
  for (const path of paths) {
    const [, list] = SOURCES.exec(system.readText(path) ?? "") ?? [];
    if (list !== undefined) return (list.replace(/#.*/g, "").match(/\w+/g) ?? []).some(isSource);
  }
  return true;
}

function isSource(name: string): boolean {
  return !/^(?:none|null)$/i.test(name);
}

/**
 * The files that a cloud-init of earlier wrote for the stack go, for the stack would make one network of both. One that still
 * runs would write them again.
 *
 * @param wanted the paths of files that are written, in the place of whatever is there
 */
export function planGenerated(
  system: System,
  { foreign }: Stack,
  wanted: ReadonlySet<string>,
): Planned<Change> {
  const { files } = ownFiles(system, foreign);
  const generated = files.filter(({ path, text }) => !wanted.has(path) && isGenerated(path, text));
  if (!hasCloudInit(system)) {
    return {
      changes: generated.map(({ path, text }) => (
        { kind: "remove", purpose: "network", path, before: text, after: "", mode: 0 }
      )),
      problems: [],
    };
  }
  const action = "it stays beside this program's; have one of the two leave the network alone";
  return {
    changes: [],
    problems: generated.map(({ path }) =>
      noteOn(path, "cloud-init configures the network as well", action, "cloud-init-beside")
    ),
  };
}
