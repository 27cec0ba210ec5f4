import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sql from 'sql-template-tag';
import { BUILD_STATES, GenericError, stateName, type Build } from '@kojikit/protocol';
import { parseTargetRelease } from '@kojikit/rpm';
import {
  buildFolder,
  defaultFolder,
  findBuild,
  getBuild,
  kindOf,
  removeFolder,
  removeLink,
} from '../builds/index.js';
import { recordBuildUpdate } from '../history/index.js';
import type { BuildRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { shareFolder, sharesFiles } from '../stored-files/index.js';
import { findUserStrictly } from '../users/index.js';
import { applyVolumePolicy, ensureVolumeBacklink, ensureVolumeLink } from '../volumes/index.js';

/**
 * Makes a draft a regular build: it gets the release that it was made for, keeps its id, and its folder moves. There is
 * no way back. Asks the policy `draft_promotion`. Returns the build as it is then.
 * Throws GenericError `Cannot promote build <nvr>. Reason: …`.
 */
export async function promoteBuild(
  ctx: Context,
  info: BuildRef,
  { force }: { readonly force: boolean },
): Promise<Build> {
  ctx.session.assertLogin();
  const user = await findUserStrictly(ctx, undefined);
  const draft = await getBuild(ctx, info);
  const release = await targetRelease(ctx, draft);
  const data = { build: draft.id, target_release: release, user_id: user.id };
  await ctx.policy.assert('draft_promotion', data, { force });

  const news = { draft_release: draft.release, target_release: release, user };
  const announce = (event: 'preBuildPromote' | 'postBuildPromote', build: Build) =>
    ctx.emit(event, { ...news, build });
  await announce('preBuildPromote', draft);
  // The rpms of the build follow by their foreign key.
  const values = { draft: false, release, promoter: user.id, promotion_time: ctx.db.dialect.now() };
  await ctx.db.update('build', values, sql`id = ${draft.id}`);
  await ctx.policy.record('draft_promotion', { build: draft });
  const promoted = await getBuild(ctx, draft.id);
  await moveFolder(ctx, draft, promoted);
  await applyVolumePolicy(ctx, promoted);
  await recordBuildUpdate(ctx, draft.id, 'DRAFT_PROMOTION');
  await announce('postBuildPromote', promoted);
  return promoted;
}

async function targetRelease(ctx: Context, draft: Build): Promise<string> {
  const refuse = (reason: string) => new GenericError(`Cannot promote build ${draft.nvr}. Reason: ${reason}`);
  if (!draft.draft) throw refuse('Not a draft build');
  if (draft.state !== BUILD_STATES.COMPLETE) {
    throw refuse(`state (${stateName(BUILD_STATES, draft.state)}) is not COMPLETE.`);
  }
  const release = parseTargetRelease(draft.release);
  const taken = await findBuild(ctx, { name: draft.name, version: draft.version, release });
  if (taken !== undefined) throw refuse(`Target build exists: ${taken.nvr}(#${taken.id})`);
  return release;
}

/*
 * Both folders lie side by side on one volume and share the files until the commit; then the old one goes. What a try has
 * left at the new place that was killed before its commit shares all of its files too.
 */
async function moveFolder(ctx: Context, draft: Build, promoted: Build): Promise<void> {
  const [from, target] = [buildFolder(ctx, draft), buildFolder(ctx, promoted)];
  const kind = await kindOf(target);
  if (kind === 'link') throw new GenericError(`Destination is a symlink: ${target}`);
  if (kind !== undefined) {
    if (kind === 'file' || !(await sharesFiles(target, from))) {
      throw new GenericError(`Destination exists: ${target}`);
    }
    await removeFolder(target);
  }
  const unfinished = join(dirname(target), `.${promoted.id}.unfinished`);
  await removeFolder(unfinished);
  ctx.onUndo(async () => {
    await removeFolder(unfinished);
    await removeFolder(target);
    if (promoted.volume_id !== 0) await removeLink(defaultFolder(ctx, promoted));
  });
  await shareFolder(from, unfinished);
  await rename(unfinished, target);
  await ensureVolumeLink(ctx, promoted);
  ctx.afterCommit(async () => {
    await removeFolder(from);
    await ensureVolumeBacklink(ctx, draft, promoted);
  });
}
