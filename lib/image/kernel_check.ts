/**
 * Whether the kernels of a root can read the file systems of config drives.
 *
 * @module
 */
import type { System } from "../system/system.ts";
import type { Finding } from "./finding.ts";

/** By module, where it lies and what it is for. */
const FILE_SYSTEMS = { isofs: "ISO 9660", vfat: "FAT" } as const;
const FOLDERS = { isofs: "isofs", vfat: "fat" } as const;

/** One that is lacking for each kernel. A root without kernels, as a container's, has nothing to be found. */
export function kernelFaults(root: System): Finding[] {
  const directory = ["/usr/lib/modules", "/lib/modules"].find((path) =>
    root.readDirectory(path) !== undefined
  );
  const kernels = directory === undefined ? [] : root.readDirectory(directory)!;
  return kernels.map((kernel) => `${directory}/${kernel}`)
    .filter((path) => root.readDirectory(`${path}/kernel`) !== undefined || builtIn(root, path) !== "")
    .flatMap((path) => {
      const missing = (["isofs", "vfat"] as const).filter((name) => !hasModule(root, path, name));
      if (missing.length === 0) return [];
      const names = missing.map((name) => FILE_SYSTEMS[name]).join(" and ");
      const message = `this kernel has no module for ${names}, which config drives are made of`;
      return [{ file: path, message, action: "add the package with all modules of this kernel" }];
    });
}

function builtIn(root: System, path: string): string {
  return root.readText(`${path}/modules.builtin`) ?? "";
}

function hasModule(root: System, path: string, name: keyof typeof FILE_SYSTEMS): boolean {
  const files = root.readDirectory(`${path}/kernel/fs/${FOLDERS[name]}`) ?? [];
  return files.some((file) => file.startsWith(`${name}.ko`)) || builtIn(root, path).includes(`/${name}.ko`);
}
