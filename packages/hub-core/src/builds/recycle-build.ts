import sql, { join, raw } from 'sql-template-tag';
import { BUILD_STATES, GenericError, stateName, type Build } from '@kojikit/protocol';
import { forgetDecisions } from '../decisions/index.js';
import type { Context } from '../ground/context.js';
import { storedValues, type BuildData } from './build-data.js';
import { buildFolder, kindOf, removeFolder } from './build-folder.js';
import { announceBuildChange } from './change-build-state.js';
import { getBuild } from './find-build.js';
import { faultText, quoted } from '../rpc/fault-text.js';

/** Tables that say what type a build is. */
export const TYPE_TABLES = ['maven_builds', 'win_builds', 'image_builds', 'build_types'] as const;

const EVIDENCE = {
  tag: 'has tag history',
  rpm: 'has rpm data',
  archive: 'has archive data',
} as const;

/**
 * Takes a failed or cancelled build again for new data of the same name-version-release. A build that its own task
 * starts again stays as it is. Throws GenericError when it is in progress, done, or ever had contents or tags.
 */
export async function recycleBuild(ctx: Context, old: Build, data: BuildData): Promise<void> {
  if (old.state === BUILD_STATES.BUILDING) {
    if (data.state === old.state && data.task_id === old.task_id) return;
    throw new GenericError(`Build already in progress (task ${old.task_id})`);
  }
  if (old.state !== BUILD_STATES.FAILED && old.state !== BUILD_STATES.CANCELED) {
    const state = stateName(BUILD_STATES, old.state);
    throw new GenericError(faultText`Build already exists (id=${old.id}, state=${state}): ${quoted(data)}`);
  }
  const reason = await evidence(ctx, old.id);
  if (reason !== undefined) {
    throw new GenericError(`Build already exists. Unable to recycle, ${EVIDENCE[reason]}`);
  }
  const change = { attribute: 'state', old: old.state, new: data.state };
  await announceBuildChange(ctx, change, data, async () => {
    for (const table of TYPE_TABLES) await ctx.db.delete(table, sql`build_id = ${old.id}`);
    await forgetDecisions(ctx.db, old.id);
    data.id = old.id;
    const values = { ...storedValues(ctx, data), create_event: await ctx.event() };
    await ctx.db.update('build', values, sql`id = ${old.id}`);
    await removeStrayFolders(ctx, data);
    return getBuild(ctx, old.id);
  });
}

/* What shows that the build was more than an attempt; the first in Koji's order. */
async function evidence(ctx: Context, buildId: number): Promise<keyof typeof EVIDENCE | undefined> {
  const sources = { tag: 'tag_listing', rpm: 'rpminfo', archive: 'archiveinfo' } as const;
  const cases = Object.entries(sources).map(
    ([what, table]) =>
      sql`WHEN EXISTS (SELECT 1 FROM ${raw(table)} WHERE build_id = ${buildId}) THEN ${raw(`'${what}'`)}`,
  );
  return ctx.db.value(sql`SELECT CASE ${join(cases, ' ')} END`);
}

async function removeStrayFolders(ctx: Context, data: BuildData): Promise<void> {
  for (const volume of await ctx.db.column<string>(sql`SELECT name FROM volume`)) {
    const folder = buildFolder(ctx, { ...data, volume_name: volume });
    const kind = await kindOf(folder);
    if (kind === undefined) continue;
    ctx.log.warn({ folder }, kind === 'link' ? 'removing stray build link' : 'removing stray build folder');
    await removeFolder(folder);
  }
}
