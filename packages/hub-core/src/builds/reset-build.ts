import sql from 'sql-template-tag';
import { BUILD_STATES } from '@kojikit/protocol';
import { forgetDecisions } from '../decisions/index.js';
import type { BuildRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { announceBuildChange } from './change-build-state.js';
import { findBuild, getBuild } from './find-build.js';
import { TYPE_TABLES } from './recycle-build.js';
import { removeBuildFiles } from './remove-build-files.js';

/**
 * Empties a build so that it can be imported anew: its rpms, archives, types and tags are forgotten, also in the
 * buildroots and archives that they are parts of, and its files are removed. What is left is cancelled, without a task
 * and on the volume DEFAULT. A build that does not exist is left at that. This cannot be undone.
 */
export async function resetBuild(ctx: Context, info: BuildRef): Promise<void> {
  const build = await findBuild(ctx, info);
  if (build === undefined) return;
  const change = { attribute: 'state', old: build.state, new: BUILD_STATES.CANCELED };
  await announceBuildChange(ctx, change, build, async () => {
    await forgetRpms(ctx, build.id);
    await forgetArchives(ctx, build.id);
    for (const table of [...TYPE_TABLES, 'tag_listing']) {
      await ctx.db.delete(table, sql`build_id = ${build.id}`);
    }
    await forgetDecisions(ctx.db, build.id);
    // Koji's check wants a completion time in this state; a build in progress has none.
    const values = {
      state: BUILD_STATES.CANCELED,
      task_id: null,
      volume_id: 0,
      completion_time: build.completion_time === null ? ctx.db.dialect.now() : undefined,
    };
    await ctx.db.update('build', values, sql`id = ${build.id}`);
    await removeBuildFiles(ctx, build);
    return getBuild(ctx, build.id);
  });
}

async function forgetRpms(ctx: Context, buildId: number): Promise<void> {
  const rpms = sql`rpm_id IN (SELECT id FROM rpminfo WHERE build_id = ${buildId})`;
  for (const table of ['rpmsigs', 'buildroot_listing', 'archive_rpm_components', 'rpm_checksum']) {
    await ctx.db.delete(table, rpms);
  }
  await ctx.db.delete('rpminfo', sql`build_id = ${buildId}`);
}

async function forgetArchives(ctx: Context, buildId: number): Promise<void> {
  const archives = sql`(SELECT id FROM archiveinfo WHERE build_id = ${buildId})`;
  const tables = [
    'maven_archives',
    'win_archives',
    'image_archives',
    'buildroot_archives',
    'archive_rpm_components',
    'archive_components',
  ];
  for (const table of tables) await ctx.db.delete(table, sql`archive_id IN ${archives}`);
  await ctx.db.delete('archive_components', sql`component_id IN ${archives}`);
  await ctx.db.delete('archiveinfo', sql`build_id = ${buildId}`);
}
