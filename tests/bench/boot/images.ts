/**
 * The images that are booted, which differ in the program alone.
 *
 * @module
 */
import { join } from "@std/path";
import { BOOT_PACKAGES, bootFiles, choiceOf, type Image, type Stack } from "../../e2e/_images.ts";
import { createImage, endOf } from "../../support/dib.ts";
import { requirePrograms } from "../../support/packages.ts";
import { openWorkbench, type Workbench } from "../peers/elements.ts";
import type { Program } from "../peers/programs.ts";

/** Builds the image of each program, in their order. */
export async function buildImages(
  programs: readonly Program[],
  stack: Stack,
  directory: string,
  tell: (what: string) => void,
): Promise<Image[]> {
  await requirePrograms({ debugfs: "e2fsprogs" });
  const workbench = await openWorkbench(directory, BOOT_PACKAGES);
  const images = [];
  for (const program of programs) {
    tell(`${program.name}: building its image`);
    images.push(await build(workbench, program, stack, directory));
  }
  return images;
}

async function build(
  { builderFor, common, variablesFor }: Workbench,
  program: Program,
  stack: Stack,
  directory: string,
): Promise<Image> {
  const { status, log, image } = await createImage(
    builderFor(program),
    program.name,
    "raw",
    [...common, ...program.wanted],
    { ...variablesFor(program), ...program.elements === "ours" ? choiceOf(stack) : {} },
  );
  if (status !== 0) throw new Error(`the image with ${program.name} cannot be built:\n${endOf(log)}`);
  return { disk: image, ...await bootFiles(image, join(directory, program.name)) };
}
