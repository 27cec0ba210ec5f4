import { GenericError, REPO_STATES, type ActiveRepo } from '@kojikit/protocol';
import { lookupNameStrictly } from '../lookup/index.js';
import { toBoolean, toIntegerOrNull } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { readRepoOptions } from './repo-options.js';
import type { RepoInfo } from './types.js';
import { queryRepos } from './views.js';

/** The repo of this id, or undefined. */
export async function findRepo(ctx: Context, id: unknown): Promise<RepoInfo | undefined> {
  return first(ctx, [['id', '=', toIntegerOrNull(id)]]);
}

/** {@link findRepo}; throws GenericError `query returned no rows` when there is none. */
export async function getRepo(ctx: Context, id: unknown): Promise<RepoInfo> {
  const repo = await findRepo(ctx, id);
  if (repo === undefined) throw new GenericError('query returned no rows');
  return repo;
}

export interface LatestRepoFilter {
  readonly tag: unknown;
  /** READY unless given. */
  readonly state: unknown;
  /** The repo was made at or before this event; then any state will do. */
  readonly event: unknown;
  readonly dist: unknown;
  /** The repo was made at or after this event. */
  readonly minEvent: unknown;
}

/** The repo of a tag that was made last, by the rules of the old `getRepo` call, or undefined. */
export async function latestRepo(ctx: Context, filter: LatestRepoFilter): Promise<RepoInfo | undefined> {
  const { id } = await lookupNameStrictly(ctx, 'tag', filter.tag);
  const state = toIntegerOrNull(filter.state);
  const event = toIntegerOrNull(filter.event);
  const minEvent = toIntegerOrNull(filter.minEvent);
  const clauses: unknown[] = [
    ['tag_id', '=', id],
    ['dist', 'IS', toBoolean(filter.dist)],
    event ? ['create_event', '<=', event] : ['state', '=', state ?? REPO_STATES.READY],
  ];
  if (minEvent !== null) clauses.push(['create_event', '>=', minEvent]);
  return first(ctx, clauses, '-creation_time,-id');
}

export interface RepoNeeds {
  readonly tag: unknown;
  readonly minEvent: unknown;
  /** The very event; then `minEvent` does not count. */
  readonly atEvent: unknown;
  readonly options: unknown;
}

/** The best ready repo of a tag that has every option asked for and none that is the tag's own or asked for. */
export async function readyRepo(ctx: Context, needs: RepoNeeds): Promise<RepoInfo | undefined> {
  const { id } = await lookupNameStrictly(ctx, 'tag', needs.tag);
  const minEvent = toIntegerOrNull(needs.minEvent);
  const atEvent = toIntegerOrNull(needs.atEvent);
  const options = ctx.db.dialect.json(readRepoOptions(needs.options, { strict: true }));
  const clauses: unknown[] = [
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
  const clauses = [
    ['tag_id', '=', repo.tag_id],
    ['state', '=', REPO_STATES.READY],
    ['create_event', '>', repo.create_event],
    repo.dist ? ['dist', 'IS', true] : ['custom_opts', '=', ctx.db.dialect.json({})],
  ];
  return ((await queryRepos(ctx, clauses, ['id'], { limit: 1 })) as unknown[]).length > 0;
}

/** Every repo that is not deleted, with what a repo daemon must know. */
export async function activeRepos(ctx: Context): Promise<ActiveRepo[]> {
  const fields = ['id', 'tag_id', 'create_event', 'create_ts', 'state', 'dist', 'task_id', 'tag_name'];
  const rows = await queryRepos<ActiveRepo>(
    ctx,
    [['state', '!=', REPO_STATES.DELETED]],
    [...fields, 'creation_ts', 'state_ts', 'end_event', 'opts'],
  );
  return rows as ActiveRepo[];
}

async function first(
  ctx: Context,
  clauses: readonly unknown[],
  order?: string,
): Promise<RepoInfo | undefined> {
  const options = order === undefined ? {} : { order, limit: 1 };
  const rows = (await queryRepos<RepoInfo>(ctx, clauses, '**', options)) as RepoInfo[];
  return rows[0];
}
