import sql from 'sql-template-tag';
import { GenericError, REPO_STATES, type RepoState } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { satisfyRequests } from './satisfy-requests.js';

/**
 * Changes the state of a repo. States only go up, and nothing follows DELETED; the same state again is fine. A repo that
 * becomes ready answers the requests that wait for one like it.
 */
export async function setRepoState(ctx: Context, id: number, wanted: RepoState): Promise<void> {
  const old = await lockedState(ctx, id);
  if (old > wanted && wanted !== REPO_STATES.DELETED) {
    throw new GenericError(
      `Invalid repo state transition for repo ${id}: ${stateName(old)} -> ${stateName(wanted)}`,
    );
  }
  if (old === wanted) return;
  if (old === REPO_STATES.DELETED) throw new GenericError(`Repo ${id} is deleted`);
  await ctx.db.update('repo', { state: wanted, state_time: ctx.db.dialect.now() }, sql`id = ${id}`);
  if (wanted === REPO_STATES.READY) await satisfyRequests(ctx, id);
}

/** Marks a repo deleted unless buildroots use it. Returns how many do. */
export async function deleteRepo(ctx: Context, id: number): Promise<number> {
  await ctx.db.lockRows(sql`SELECT state FROM repo WHERE id = ${id}`);
  const references = await repoReferences(ctx, id);
  if (references.length === 0) await setRepoState(ctx, id, REPO_STATES.DELETED);
  return references.length;
}

/** A buildroot that uses a repo. */
export interface RepoReference {
  id: number;
  host_id: number;
  task_id: number;
  create_event: number;
  state: number;
}

/** The buildroots that use a repo and are not expired. */
export function repoReferences(ctx: Context, repoId: number | null): Promise<RepoReference[]> {
  return ctx.db.all<RepoReference>(sql`
    SELECT buildroot_id AS id, host_id, task_id, create_event, state FROM standard_buildroot
    WHERE repo_id = ${repoId} AND retire_event IS NULL`);
}

async function lockedState(ctx: Context, id: number): Promise<number> {
  const [row] = await ctx.db.lockRows<{ state: number }>(sql`SELECT state FROM repo WHERE id = ${id}`);
  if (row === undefined) throw new GenericError('query returned no rows');
  return row.state;
}

function stateName(state: number): string {
  return Object.entries(REPO_STATES).find(([, number]) => number === state)?.[0] ?? String(state);
}
