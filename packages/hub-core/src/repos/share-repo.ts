import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { REPO_STATES } from '@kojikit/protocol';
import { firstChange } from '../history/tag-change-events.js';
import type { Context } from '../ground/context.js';
import { findTag, type TagInfo } from '../tags/index.js';
import { holdsTheSame } from './holds-the-same.js';
import { registerRepo, repoJson } from './init-repo.js';
import { linkIfLatest } from './latest-link.js';
import { getRepo, readyRepo } from './read-repos.js';
import { repoFolder } from './repo-folder.js';
import { repoOptions } from './repo-options.js';
import { setRepoState } from './set-repo-state.js';
import { shareTree } from './share-tree.js';
import type { RepoInfo } from './types.js';

/**
 * Makes a repo of a tag at once, without a builder, when it inherits from one tag alone, has nothing of its own, and the
 * parent's repo is up to date: then both repos hold the same, and the new one shares the files of the other, which never
 * change. Returns undefined where that is not so; then a builder must make the repo.
 */
export async function shareRepo(ctx: Context, tag: TagInfo): Promise<RepoInfo | undefined> {
  const source = await findSource(ctx, tag);
  if (source === undefined) return undefined;
  const from = repoFolder(ctx.config.KojiDir, { id: source.id, tagName: source.tag_name });
  if (!(await isComplete(from))) return undefined;

  const { options } = repoOptions(ctx, tag, {});
  const announced = { tag: { ...tag }, event: null, task_id: null, opts: { ...options } };
  await ctx.emit('preRepoInit', { ...announced, repo_id: null });
  const id = await ctx.db.nextId('repo');
  const event = await ctx.event();
  const facts = { id, tag, taskId: null, event, options, custom: {} };
  await registerRepo(ctx, facts);
  const info = { ...repoJson(facts), id, shared_from_repo_id: source.id };
  await shareTree(ctx, from, repoFolder(ctx.config.KojiDir, { id, tagName: tag.name }), info);
  await ctx.emit('postRepoInit', { ...announced, repo_id: id });

  const repo = await getRepo(ctx, id);
  const done = { repo: { ...repo }, data: {}, expire: false };
  await ctx.emit('preRepoDone', done);
  await setRepoState(ctx, id, REPO_STATES.READY);
  linkIfLatest(ctx, repo);
  await ctx.emit('postRepoDone', done);
  return getRepo(ctx, id);
}

/* The repo of the only parent, when it is up to date and made with the options that the tag's own would have. */
async function findSource(ctx: Context, tag: TagInfo): Promise<RepoInfo | undefined> {
  const parentId = await holdsTheSame(ctx, tag);
  const parent = parentId === undefined ? undefined : await findTag(ctx, parentId);
  if (parent === undefined || parent.arches !== tag.arches) return undefined;
  const own = repoOptions(ctx, tag, {}).options;
  const theirs = repoOptions(ctx, parent, {}).options;
  if (own.maven || JSON.stringify(own) !== JSON.stringify(theirs)) return undefined;
  const repo = await readyRepo(ctx, { tag: parent.id, minEvent: null, atEvent: null, options: {} });
  if (repo === undefined || repo.end_event !== null) return undefined;
  if (!sameOptions(repo.opts, own)) return undefined;
  const changed = await firstChange(ctx, parent.id, repo.create_event, { inherit: true });
  return changed === undefined ? repo : undefined;
}

function sameOptions(some: RepoInfo['opts'], others: RepoInfo['opts']): boolean {
  const sorted = (options: RepoInfo['opts']) => JSON.stringify(Object.entries(options ?? {}).sort());
  return sorted(some) === sorted(others);
}

async function isComplete(folder: string): Promise<boolean> {
  return (await stat(join(folder, 'repo.json')).catch(() => undefined))?.isFile() ?? false;
}
