import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { REPO_STATES, TASK_STATES } from '@kojikit/protocol';
import { asFullDisk } from '../full-disk.js';
import { lookupNameStrictly } from '../lookup/index.js';
import { truth, type NameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { buildConfig, getTag } from '../tags/index.js';
import { cancelTask, makeTask } from '../tasks/index.js';
import { ownUpload } from '../uploads/index.js';
import type { DistRepoOptions } from './readers/dist-repo-options.js';
import { placeTree } from './place-tree.js';
import { repoFolder } from './repo-folder.js';

/** Registers a repo for distribution, makes its folder and a distRepo task. Returns the task's id. */
export async function distRepo(
  ctx: Context,
  tagInfo: NameOrId,
  keys: string[],
  options: DistRepoOptions,
): Promise<number> {
  const { id, event } = await initDistRepo(ctx, tagInfo, keys, options);
  const config = await buildConfig(ctx, tagInfo, null);
  if (truth(config.extra['distrepo.cancel_others'])) await cancelOthers(ctx, tagInfo);
  const parameters = [tagInfo, id, keys, { ...options.given, event }];
  return makeTask(ctx, 'distRepo', parameters, { priority: 15, channel: 'createrepo' });
}

async function initDistRepo(
  ctx: Context,
  tagInfo: NameOrId,
  keys: string[],
  options: DistRepoOptions,
): Promise<{ id: number; event: number }> {
  const tag = await getTag(ctx, tagInfo);
  const { given, event: asked } = options;
  const volume =
    options.volume === null ? null : (await lookupNameStrictly(ctx, 'volume', options.volume)).name;
  const arches = [...options.arches()];
  const announced = {
    tag: { ...tag },
    with_src: false,
    with_debuginfo: false,
    with_separate_src: false,
    event: asked,
    dist: true,
    keys,
    arches,
    task_opts: { ...given },
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
  const repo = { id, tagName: tag.name, dist: true };
  const folder = repoFolder(ctx.config.KojiDir, repo, volume);
  const info = { id, tag: tag.name, tag_id: tag.id, keys, volume, task_opts: given };
  const comps = options.comps === null ? undefined : await ownUpload(ctx, options.comps);
  await writeDistTree(ctx, folder, arches, info, comps);
  if (volume !== null && volume !== 'DEFAULT') {
    const link = repoFolder(ctx.config.KojiDir, repo);
    await mkdir(dirname(link), { recursive: true });
    ctx.onUndo(() => rm(link, { force: true }));
    await rm(link, { force: true });
    await symlink(relative(dirname(link), folder), link);
  }
  await ctx.emit('postRepoInit', { ...announced, event, repo_id: id, repodir: folder });
  return { id, event };
}

/* The tree appears at once, when it is complete. */
async function writeDistTree(
  ctx: Context,
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
    await placeTree(ctx, unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw asFullDisk(error, folder);
  }
}

/* Older tasks that still make a repo of the tag, which nobody needs any more. */
async function cancelOthers(ctx: Context, tagInfo: NameOrId): Promise<void> {
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
