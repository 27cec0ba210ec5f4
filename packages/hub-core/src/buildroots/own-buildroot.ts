import sql from 'sql-template-tag';
import { ActionNotAllowed, BUILDROOT_TYPES, GenericError } from '@kojikit/protocol';
import { callingHost } from '../auth/index.js';
import type { Context } from '../ground/context.js';
import { assertWorksOnTask } from '../tasks/index.js';
import type { StandardBuildroot } from './types.js';

/**
 * The buildroot, after checks that the calling builder made it and, with a task, that the builder runs the task and the
 * buildroot belongs to it. Throws GenericError for what is not there, ActionNotAllowed for what is somebody else's.
 */
export async function ownBuildroot(
  ctx: Context,
  id: number,
  task: number | null,
): Promise<StandardBuildroot> {
  const host = await callingHost(ctx.session);
  if (task !== null) await assertWorksOnTask(ctx, task, host);
  const buildroot = await findStandardBuildroot(ctx, id);
  if (buildroot.br_type !== BUILDROOT_TYPES.STANDARD) {
    throw new GenericError(`Not a standard buildroot: ${buildroot.id}`);
  }
  if (buildroot.host_id !== host) {
    throw new ActionNotAllowed(`Host ${host} not owner of buildroot ${buildroot.id}`);
  }
  if (task !== null && buildroot.task_id !== task) {
    throw new ActionNotAllowed(`Task ${task} does not have lock on buildroot ${buildroot.id}`);
  }
  return buildroot;
}

/** The buildroot of this id with what only builders' buildroots have. Throws GenericError when there is none. */
export async function findStandardBuildroot(ctx: Context, id: number): Promise<StandardBuildroot> {
  const buildroot = await ctx.db.first<StandardBuildroot>(sql`
    SELECT id, br_type, host_id, repo_id, task_id, state
    FROM buildroot LEFT JOIN standard_buildroot ON buildroot_id = id WHERE id = ${id}`);
  if (buildroot === undefined) throw new GenericError(`no buildroot with ID: ${id}`);
  return buildroot;
}
