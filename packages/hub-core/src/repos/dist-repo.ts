import { copyFile, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { REPO_STATES, TASK_STATES } from '@kojikit/protocol';
import { canonArch } from '@kojikit/rpm';
import { lookupNameStrictly } from '../lookup/index.js';
import { expectArray, expectStruct, expectText, isTrue, toIntegerOrNull } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { buildConfig, getTag } from '../tags/index.js';
import { cancelTask, makeTask } from '../tasks/index.js';
import { repoFolder, uploadedFile } from './repo-folder.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** Registers a repo for distribution, makes its folder and a distRepo task. Returns the task's id. */
export async function distRepo(
  ctx: Context,
  tagInfo: unknown,
  keys: unknown,
  given: unknown,
): Promise<number> {
  if (!(await ctx.session.hasPermission('dist-repo')) && !(await ctx.session.hasPermission('admin'))) {
    await ctx.policy.assert('dist_repo', { tag: tagInfo });
  }
  const options = expectStruct(given);
  const { id, event } = await initDistRepo(ctx, tagInfo, keys, options);
  const config = await buildConfig(ctx, tagInfo, null);
  if (isTrue(config.extra['distrepo.cancel_others'])) await cancelOthers(ctx, tagInfo);
  const parameters = [tagInfo, id, keys, { ...options, event }];
  return makeTask(ctx, 'distRepo', parameters, { priority: 15, channel: 'createrepo' });
}

async function initDistRepo(
  ctx: Context,
  tagInfo: unknown,
  given: unknown,
  options: Record<string, unknown>,
): Promise<{ id: number; event: number }> {
  const keys = expectArray(given) as string[];
  const tag = await getTag(ctx, tagInfo);
  const asked = toIntegerOrNull(options['event']);
  const volume =
    options['volume'] == null ? null : (await lookupNameStrictly(ctx, 'volume', options['volume'])).name;
  const arches = archesOf(options['arch']);
  const announced = {
    tag: { ...tag },
    with_src: false,
    with_debuginfo: false,
    with_separate_src: false,
    event: asked,
    dist: true,
    keys,
    arches,
    task_opts: options,
  };
  await ctx.emit('preRepoInit', { ...announced, repo_id: null });
  const event = asked || (await ctx.event());
  const id = await ctx.db.nextId('repo');
  await ctx.db.insert('repo', {
    id,
    create_event: event,
    tag_id: tag.id,
    state: REPO_STATES.INIT,
    dist: true,
  });
  if (arches.length === 0) throw new Error('a dist repo needs an arch');

  const repo = { id, tagName: tag.name, dist: true };
  const folder = repoFolder(ctx.config.KojiDir, repo, volume);
  const info = { id, tag: tag.name, tag_id: tag.id, keys, volume, task_opts: options };
  await writeDistTree(folder, arches, info, await compsFile(ctx, options['comps']));
  if (volume !== null && volume !== 'DEFAULT') {
    const link = repoFolder(ctx.config.KojiDir, repo);
    await mkdir(dirname(link), { recursive: true });
    await symlink(relative(dirname(link), folder), link);
  }
  await ctx.emit('postRepoInit', { ...announced, event, repo_id: id, repodir: folder });
  return { id, event };
}

function archesOf(given: unknown): string[] {
  if (!Array.isArray(given)) throw new CallerMistake('a dist repo needs a list of arches as `arch`');
  const arches = (given as unknown[]).map((arch) => canonArch(expectText(arch)));
  if (arches.some((arch) => !/^[A-Za-z0-9_-]+$/.test(arch)))
    throw new CallerMistake('an arch is a plain word');
  return [...new Set(arches)];
}

async function compsFile(ctx: Context, given: unknown): Promise<string | undefined> {
  if (!isTrue(given)) return undefined;
  const name = expectText(given);
  return uploadedFile(ctx.config.KojiDir, '.', name);
}

/* The tree appears at once, when it is complete. */
async function writeDistTree(
  folder: string,
  arches: readonly string[],
  info: unknown,
  comps: string | undefined,
): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    for (const arch of arches) await mkdir(join(unfinished, arch), { recursive: true });
    if (comps !== undefined) {
      await mkdir(join(unfinished, 'groups'));
      await copyFile(comps, join(unfinished, 'groups', 'comps.xml'));
    }
    await writeFile(join(unfinished, 'repo.json'), JSON.stringify(info, undefined, 2));
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/* Older tasks that still make a repo of the tag, which nobody needs any more. */
async function cancelOthers(ctx: Context, tagInfo: unknown): Promise<void> {
  const tasks = await ctx.call('listTasks', {
    opts: {
      state: [TASK_STATES.FREE, TASK_STATES.OPEN, TASK_STATES.ASSIGNED],
      method: 'distRepo',
      decode: true,
    },
  });
  for (const { id, request } of tasks)
    if (request?.[0] === tagInfo) await cancelTask(ctx, id, { recurse: true });
}
