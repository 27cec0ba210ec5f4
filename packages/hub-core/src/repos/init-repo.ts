import sql from 'sql-template-tag';
import { GenericError, REPO_STATES } from '@kojikit/protocol';
import { canonArch } from '@kojikit/rpm';
import { firstChange, lastChange } from '../history/tag-change-events.js';
import type { NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { getTag, type TagInfo } from '../tags/index.js';
import { readMavenTree } from './read-maven-tree.js';
import { readRepoContents } from './read-repo-contents.js';
import { repoOptions } from './repo-options.js';
import type { RepoOptions } from './types.js';
import { writeRepoTree } from './write-repo-tree.js';

export interface NewRepo {
  readonly tag: NameOrId;
  /** The newRepo task that makes it. */
  readonly task: number | null;
  /** The event whose state of the tag the repo shows. Null: a new event, which is now. */
  readonly event: number | null;
  /** Options that differ from the tag's. */
  readonly options: Partial<RepoOptions>;
}

/**
 * Registers a repo in state INIT and writes its tree: what it will hold, but no repodata. Returns repo id and event.
 * Throws GenericError for an unknown tag or event.
 */
export async function initRepo(ctx: Context, wanted: NewRepo): Promise<[number, number]> {
  const { task: taskId, event: askedEvent } = wanted;
  const tag = await getTag(ctx, wanted.tag, { event: askedEvent });
  const { options, custom } = repoOptions(ctx, tag, wanted.options);
  const announced = { tag: { ...tag }, event: askedEvent, task_id: taskId, opts: { ...options } };
  await ctx.emit('preRepoInit', { ...announced, repo_id: null });

  const id = await ctx.db.nextId('repo');
  const event = askedEvent === null ? await ctx.event() : await existingEvent(ctx, askedEvent);
  // The option may have been asked for, or the hub may have had Maven builds once.
  if (options.maven && !ctx.config.EnableMaven) throw new GenericError('Maven support not enabled');
  const facts = { id, tag, taskId, event, options, custom };
  await registerRepo(ctx, facts);
  await writeRepoTree(ctx, {
    id,
    tagName: tag.name,
    arches: repoArches(tag, options),
    options,
    info: repoJson(facts),
    contents: await readRepoContents(ctx, tag, event),
    maven: options.maven ? await readMavenTree(ctx, tag, event) : undefined,
  });
  await ctx.emit('postRepoInit', { ...announced, repo_id: id });
  return [id, event];
}

/** Adds the row of a repo in state INIT. */
export async function registerRepo(
  ctx: Context,
  { id, tag, taskId, event, options, custom }: RepoFacts,
): Promise<void> {
  const { dialect } = ctx.db;
  await ctx.db.insert('repo', {
    id,
    create_event: event,
    begin_event: (await lastChange(ctx, tag.id, event, { inherit: true })) ?? event,
    end_event: await firstChange(ctx, tag.id, event, { inherit: true }),
    tag_id: tag.id,
    state: REPO_STATES.INIT,
    task_id: taskId,
    opts: dialect.json(options),
    custom_opts: dialect.json(custom),
  });
}

async function existingEvent(ctx: Context, event: number): Promise<number> {
  const found = await ctx.db.value<number>(sql`SELECT id FROM events WHERE id = ${event}`);
  if (found === undefined) throw new GenericError('query returned no rows');
  return found;
}

/* A tag's repo arches: canonical ones only, and one for sources when these are kept apart. */
function repoArches(tag: TagInfo, options: RepoOptions): string[] {
  const arches = (tag.arches ?? '').split(/\s+/).filter((arch) => arch !== '');
  const canonical = arches.map(canonArch).filter((arch) => arch !== 'src' && arch !== 'noarch');
  return [...new Set([...(options.separate_src ? ['src'] : []), ...canonical])];
}

/** What is known of a repo when it is made. */
export interface RepoFacts {
  readonly id: number;
  readonly tag: TagInfo;
  readonly taskId: number | null;
  readonly event: number;
  readonly options: RepoOptions;
  readonly custom: Partial<RepoOptions>;
}

/** What a repo's `repo.json` says. */
export function repoJson({ id, tag, taskId, event, options, custom }: RepoFacts): Record<string, unknown> {
  return {
    id,
    tag: tag.name,
    tag_id: tag.id,
    task_id: taskId,
    event_id: event,
    opts: options,
    custom_opts: custom,
    with_src: options.src,
    with_separate_src: options.separate_src,
    with_debuginfo: options.debuginfo,
  };
}
