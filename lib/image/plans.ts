/**
 * The plans that parts of a hook make.
 *
 * @module
 */
import { planFiles } from "../apply/network_files.ts";
import type { planEdit } from "../apply/text_file.ts";
import type { RenderedFile } from "../stacks/stack.ts";
import type { System } from "../system/system.ts";
import type { ImagePlan } from "./image_hook.ts";

/** Files of ours, with the marker that tells them from those of others, which are kept and said so. */
export function planOwnFiles(system: System, files: readonly Omit<RenderedFile, "mode">[]): ImagePlan {
  const { changes, problems } = planFiles(system, files.map((file) => ({ ...file, mode: 0o644 })));
  return { changes: changes.map((change) => ({ ...change, purpose: "image" })), problems };
}

/** Several plans as one. */
export function joinPlans(plans: readonly ImagePlan[]): ImagePlan {
  return {
    changes: plans.flatMap(({ changes }) => changes),
    problems: plans.flatMap(({ problems }) => problems),
    afterLinks: plans.flatMap(({ afterLinks }) => afterLinks ?? []),
  };
}

/** The plan that an edit of somebody else's file is: its change, its problem, or nothing. */
export function planOf(edit: ReturnType<typeof planEdit>): ImagePlan {
  if (edit === undefined) return { changes: [], problems: [] };
  return "kind" in edit ? { changes: [edit], problems: [] } : { changes: [], problems: [edit] };
}
