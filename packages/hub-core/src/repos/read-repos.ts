import { GenericError, REPO_STATES, type ActiveRepo } from '@kojikit/protocol';
import { lookupNameStrictly } from '../lookup/index.js';
import type { Condition } from '../query/view.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import type { RepoInfo, RepoOptions } from './types.js';
import { readRepos } from './views.js';

/** The repo of this id, or undefined. */
export async function findRepo(ctx: Context, id: number | null): Promise<RepoInfo | undefined> {
  return first(ctx, [['id', '=', id]]);
}

/** {@link findRepo}; throws GenericError `query returned no rows` when there is none. */
export async function getRepo(ctx: Context, id: number | null): Promise<RepoInfo> {
  const repo = await findRepo(ctx, id);
  if (repo === undefined) throw new GenericError('query returned no rows');
  return repo;
}

export interface LatestRepoFilter {
  readonly tag: NameOrId;
  /** Null for READY. */
  readonly state: number | null;
  /** The repo was made at or before this event; then any state will do. */
  readonly event: number | null;
  readonly dist: boolean;
  /** The repo was made at or after this event. */
  readonly minEvent: number | null;
}

/** The repo of a tag that was made last, by the rules of the old `getRepo` call, or undefined. */
export async function latestRepo(ctx: Context, filter: LatestRepoFilter): Promise<RepoInfo | undefined> {
  const { id } = await lookupNameStrictly(ctx, 'tag', filter.tag);
  const { state, event, dist, minEvent } = filter;
  const clauses: Condition[] = [
    ['tag_id', '=', id],
    ['dist', 'IS', dist],
    event ? ['create_event', '<=', event] : ['state', '=', state ?? REPO_STATES.READY],
  ];
  if (minEvent !== null) clauses.push(['create_event', '>=', minEvent]);
  return first(ctx, clauses, '-creation_time,-id');
}

export interface RepoNeeds {
  readonly tag: NameOrId;
  readonly minEvent: number | null;
  /** The very event; then `minEvent` does not count. */
  readonly atEvent: number | null;
  readonly options: Partial<RepoOptions>;
}

/** The best ready repo of a tag that has every option asked for and none that is the tag's own or asked for. */
export async function readyRepo(ctx: Context, needs: RepoNeeds): Promise<RepoInfo | undefined> {
  const { id } = await lookupNameStrictly(ctx, 'tag', needs.tag);
  const { minEvent, atEvent } = needs;
  const options = ctx.db.dialect.json(needs.options);
  const clauses: Condition[] = [
    ['tag_id', '=', id],
    ['dist', 'IS', false],
    ['state', '=', REPO_STATES.READY],
    ['opts', '@>', options],
    ['custom_opts', '<@', options],
  ];
  if (atEvent !== null) clauses.push(['create_event', '=', atEvent]);
  else if (minEvent !== null) clauses.push(['create_event', '>=', minEvent]);
  return first(ctx, clauses, '-create_event,-id');
}

/** Whether a newer ready repo could stand in for this one: a dist repo, or a repo without options of its own. */
export async function hasNewerRepo(
  ctx: Context,
  repo: Pick<RepoInfo, 'tag_id' | 'create_event' | 'dist'>,
): Promise<boolean> {
  const where: Condition[] = [
    ['tag_id', '=', repo.tag_id],
    ['state', '=', REPO_STATES.READY],
    ['create_event', '>', repo.create_event],
    repo.dist ? ['dist', 'IS', true] : ['custom_opts', '=', ctx.db.dialect.json({})],
  ];
  return (await readRepos(ctx, { where, fields: ['id'], limit: 1 })).length > 0;
}

/** Every repo that is not deleted, with what a repo daemon must know. */
export async function activeRepos(ctx: Context): Promise<ActiveRepo[]> {
  const fields = ['id', 'tag_id', 'create_event', 'create_ts', 'state', 'dist', 'task_id', 'tag_name'];
  return readRepos<ActiveRepo>(ctx, {
    where: [['state', '!=', REPO_STATES.DELETED]],
    fields: [...fields, 'creation_ts', 'state_ts', 'end_event', 'opts'],
  });
}

async function first(
  ctx: Context,
  where: readonly Condition[],
  order?: string,
): Promise<RepoInfo | undefined> {
  const [repo] = await readRepos(ctx, { where, order, limit: 1 });
  return repo;
}
