import sql from 'sql-template-tag';
import { ActionNotAllowed, GenericError, ParameterError } from '@kojikit/protocol';
import { callingUser } from '../auth/access.js';
import { findEvent } from '../history/events.js';
import { lastChange } from '../history/tag-change-events.js';
import type { Condition } from '../query/view.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { getTag, type TagInfo } from '../tags/index.js';
import { minimumEvent } from './minimum-event.js';
import { readyRepo } from './read-repos.js';
import type { MinimumEvent } from './readers/minimum-event.js';
import { repoOptions } from './repo-options.js';
import { shareRepo } from './share-repo.js';
import type { RepoInfo, RepoOptions, RepoRequest } from './types.js';
import { readRequests } from './views.js';

/** The priority of a request that asks for none. */
const DEFAULT_PRIORITY = 20;

/** The job that makes tasks for requests. */
export const REPO_QUEUE_JOB = 'repo-queue';

export interface WantedRepo {
  readonly tag: NameOrId;
  /** The repo must have seen this event; null: recent enough by the hub's `RepoLag`. */
  readonly minEvent: MinimumEvent | null;
  /** The repo must be of this very event. */
  readonly atEvent: number | null;
  readonly options: Partial<RepoOptions>;
  /** Added to the default; negative ones, which come first, are for admins. Null for the default. */
  readonly priority: number | null;
  /** Ask for a repo though there is one that fits. */
  readonly force: boolean;
}

export interface RequestedRepo {
  /** A ready repo that fits; then there is no request. */
  readonly repo: RepoInfo | null;
  readonly request: RepoRequest | null;
  /** The request was there before. */
  readonly duplicate: boolean;
}

/**
 * Returns a ready repo that fits, or asks for one. Where a repo of the tag would hold what its parent's does, it is made
 * on the spot; otherwise the request is queued unless there is one like it. The newRepo task is made right after the commit by the hub's own job, or by a kojira where the hub does not do its work.
 */
export async function requestRepo(ctx: Context, wanted: WantedRepo): Promise<RequestedRepo> {
  const owner = callingUser(ctx.session);
  const tag = await getTag(ctx, wanted.tag);
  const { options } = wanted;
  if (options.maven && !ctx.config.EnableMaven) throw new GenericError('Maven support not enabled');
  const { atEvent, minEvent } = await wantedEvents(ctx, tag, wanted);
  const priority = await wantedPriority(ctx, wanted.priority);

  if (!wanted.force) {
    const repo = await readyRepo(ctx, { tag: tag.id, minEvent, atEvent, options });
    const found = repo ?? (atEvent === null ? await sharedRepo(ctx, tag, options) : undefined);
    if (found) return { repo: found, request: null, duplicate: false };
  }
  const optionsJson = ctx.db.dialect.json(options);
  const same = await firstRequest(ctx, [
    ['tag_id', '=', tag.id],
    ['active', 'IS', true],
    ['opts', '=', optionsJson],
    atEvent === null ? ['min_event', '>=', minEvent] : ['at_event', '=', atEvent],
  ]);
  if (same !== undefined) {
    if (same.priority > priority) await setRequestPriority(ctx, same.id, priority);
    const request = { ...same, priority: Math.min(same.priority, priority) };
    return { repo: null, request, duplicate: true };
  }
  const id = await ctx.db.insertReturningId('repo_queue', {
    owner,
    priority,
    tag_id: tag.id,
    at_event: atEvent,
    min_event: minEvent,
    opts: optionsJson,
  });
  ctx.afterCommit(() => ctx.signals.announce(`job:${REPO_QUEUE_JOB}`));
  return { repo: null, request: (await firstRequest(ctx, [['id', '=', id]]))!, duplicate: false };
}

/* The tag's own options are what a shared repo has. A failure costs no more than the time that a builder takes. */
async function sharedRepo(
  ctx: Context,
  tag: TagInfo,
  asked: Partial<RepoOptions>,
): Promise<RepoInfo | undefined> {
  if (Object.keys(repoOptions(ctx, tag, asked).custom).length > 0) return undefined;
  try {
    return await ctx.db.savepoint(() => shareRepo(ctx, tag));
  } catch (error) {
    ctx.log.warn({ err: error, tag: tag.name }, 'a repo could not be shared with that of the parent');
    return undefined;
  }
}

/** Changes the priority of a request; nothing happens when there is no such request. */
export async function setRequestPriority(ctx: Context, id: number, priority: number): Promise<void> {
  await ctx.db.update('repo_queue', { priority }, sql`id = ${id}`);
}

async function firstRequest(ctx: Context, where: readonly Condition[]): Promise<RepoRequest | undefined> {
  const [request] = await readRequests(ctx, { where, order: 'priority,id', limit: 1 });
  return request;
}

async function wantedEvents(
  ctx: Context,
  tag: TagInfo,
  { minEvent, atEvent }: WantedRepo,
): Promise<{ atEvent: number | null; minEvent: number | null }> {
  if (atEvent !== null) {
    if (minEvent !== null) throw new ParameterError('The min_event and at_event options conflict');
    return { atEvent: await existingEvent(ctx, atEvent), minEvent: null };
  }
  if (minEvent === 'last') {
    return { atEvent: null, minEvent: (await lastChange(ctx, tag.id, null, { inherit: true })) ?? null };
  }
  if (minEvent !== null) return { atEvent: null, minEvent: await existingEvent(ctx, minEvent) };
  const lag = tag.extra['repo.lag'];
  return { atEvent: null, minEvent: await minimumEvent(ctx, tag.id, isLag(lag) ? lag : ctx.config.RepoLag) };
}

/** Whether a tag's `repo.lag` setting is one: a whole number of seconds. Anything else does not count. */
export function isLag(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}

async function existingEvent(ctx: Context, event: number): Promise<number> {
  if ((await findEvent(ctx, event)) === undefined) throw new ParameterError(`Invalid event: ${event}`);
  return event;
}

async function wantedPriority(ctx: Context, priority: number | null): Promise<number> {
  if (priority === null) return DEFAULT_PRIORITY;
  if (priority < 0 && !(await ctx.session.hasPermission('admin'))) {
    throw new ActionNotAllowed('only admins may create high-priority requests');
  }
  return DEFAULT_PRIORITY + priority;
}
