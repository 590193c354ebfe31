/**
 * The interfaces that an image names before it has ever met one: configuration that a cloud image, the operating
 * system's element, cloud-init or an earlier boot left behind, and that would win over what is written at boot.
 *
 * Files of ours go as well: they belong to the machine that the image was taken from. Who wants a file of theirs in
 * the image puts it there in a later hook.
 *
 * @module
 */
import { dirname, join } from "@std/path";
import type { Change } from "../apply/change.ts";
import { STACKS } from "../stacks/mod.ts";
import type { Leftover } from "../stacks/stack.ts";
import { STATE_DIRECTORY } from "../state/record.ts";
import type { System } from "../system/system.ts";
import type { ImageHook } from "./image_hook.ts";
import { planInterfacesFile } from "./interfaces_file.ts";
import { joinPlans } from "./plans.ts";
import { planResolvConf } from "./resolv_conf.ts";

export const removeInterfaces: ImageHook = {
  name: "install.d/60-simple-init-remove-interfaces",
  summary: "removes configuration that names interfaces, of every network stack",
  plan: (image) => {
    const leftovers = [...STACKS.flatMap((stack) => stack.image().leftovers), ...MACHINE];
    const changes = leftovers.flatMap((leftover) =>
      directoriesOf(image, leftover).flatMap((directory) => planRemovals(image, { ...leftover, directory }))
    );
    return joinPlans([{ changes, problems: [] }, planInterfacesFile(image), planResolvConf(image)]);
  },
};

/** What belongs to no stack. */
const MACHINE: readonly Leftover[] = [
  {
    directory: "/etc/udev/rules.d",
    pattern: /^(?:70|85)-persistent-net(?:-cloud-init)?\.rules$/,
  },
  // The records of earlier boots, which are another machine's.
  { directory: STATE_DIRECTORY, pattern: /\.json$/ },
];

/** The leftover's directories: those below it where it ends in `*`. */
function directoriesOf(image: System, { directory }: Leftover): string[] {
  if (!directory.endsWith("/*")) return [directory];
  const parent = dirname(directory);
  return (image.readDirectory(parent) ?? []).map((name) => join(parent, name));
}

function planRemovals(image: System, { directory, pattern, text }: Leftover): Change[] {
  const names = (image.readDirectory(directory) ?? []).filter((name) => pattern.test(name));
  return names.flatMap((name): Change[] => {
    const path = join(directory, name);
    const kind = image.lstat(path)?.kind;
    if (kind === "symlink") return text === undefined ? planLinkRemoval(path, image.readLink(path)) : [];
    if (kind !== "file") return [];
    const before = image.readText(path) ?? "";
    if (text !== undefined && !text.test(before)) return [];
    return [{ kind: "remove", purpose: "image", path, before, after: "", mode: 0 }];
  });
}

/** A link to nothing keeps a file of the distribution's from being read. */
function planLinkRemoval(path: string, target: string): Change[] {
  return target === "/dev/null" ? [] : [{ kind: "remove link", purpose: "image", path, target }];
}
