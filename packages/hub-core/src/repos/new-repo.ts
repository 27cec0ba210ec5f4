import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { NameOrId } from '../readers/index.js';
import type { WholeNumber } from '../rpc/convert.js';
import type { Context } from '../ground/context.js';
import { getTag } from '../tags/index.js';
import { makeTask } from '../tasks/index.js';

/** How a newRepo task is queued. */
export const NEW_REPO_TASK = { priority: 15, channel: 'createrepo' } as const;

export interface NewRepoTask {
  readonly tag: NameOrId;
  /** The state of the tag that the repo shows; null for now. */
  readonly event: WholeNumber | null;
  readonly src: boolean;
  readonly debuginfo: boolean;
  readonly separateSrc: boolean;
}

/**
 * Makes a newRepo task for a tag. Returns the task's id. Throws GenericError for an unknown tag.
 */
export async function newRepo(ctx: Context, wanted: NewRepoTask): Promise<number> {
  await getTag(ctx, wanted.tag, { event: wanted.event });
  await ensureReposFolder(ctx);
  const keywords = {
    ...(wanted.event === null ? {} : { event: wanted.event }),
    ...(wanted.src ? { src: true } : {}),
    ...(wanted.separateSrc ? { separate_src: true } : {}),
    ...(wanted.debuginfo ? { debuginfo: true } : {}),
  };
  return makeTask(ctx, 'newRepo', withOptions([wanted.tag], keywords), NEW_REPO_TASK);
}

/** Builders refuse newRepo tasks while they do not see a `repos` folder. */
export async function ensureReposFolder(ctx: Context): Promise<void> {
  await mkdir(join(ctx.config.KojiDir, 'repos'), { recursive: true });
}

/** The parameters of a task, with named ones only where there are some. */
export function withOptions(positional: readonly unknown[], keywords: Record<string, unknown>): unknown[] {
  const named = Object.keys(keywords).length > 0;
  return named ? [...positional, { ...keywords, __starstar: true }] : [...positional];
}
