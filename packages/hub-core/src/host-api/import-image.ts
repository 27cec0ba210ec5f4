import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sql from 'sql-template-tag';
import { BuildError, GenericError, PathInfo, type Build } from '@kojikit/protocol';
import { addComponents, findArchiveType, importArchive } from '../archives/index.js';
import { installedRpms } from '../buildroots/index.js';
import { buildFolder, kindOf } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { importBuildLog, importWrapperFiles, uploadedPath } from '../imports/index.js';
import { getTask } from '../tasks/index.js';
import { completeTypedBuild } from './complete-typed-build.js';
import type { ImageResults } from './readers/build-results.js';

/** Methods of tasks whose images have their logs side by side; those of others lie in a folder of their arch. */
const LOGS_TOGETHER: readonly string[] = ['appliance', 'image', 'indirectionimage', 'livecd'];

/** Completes an image build of a task. Checks no permission. Throws as {@link importImages} and {@link completeTypedBuild}. */
export async function completeImageBuild(
  ctx: Context,
  { taskId, buildId }: { readonly taskId: number; readonly buildId: number },
  readImages: () => readonly ImageResults[],
): Promise<void> {
  await completeTypedBuild(ctx, { taskId, buildId, type: 'image' }, (build) =>
    importImages(ctx, taskId, build, readImages()),
  );
}

/**
 * Imports what the tasks below one have made of an image build: files, logs, what the images consist of, and wrapping RPMs.
 * Checks no permission. Throws BuildError for files of unknown kinds, GenericError for an RPM that is not known or is a draft.
 */
export async function importImages(
  ctx: Context,
  taskId: number,
  build: Build,
  images: readonly ImageResults[],
): Promise<void> {
  const { method } = await getTask(ctx, taskId);
  for (const image of images) {
    await importImage(ctx, taskId, build, image, { logsTogether: LOGS_TOGETHER.includes(method) });
    const wrapper = image.wrapper?.();
    if (wrapper === undefined) continue;
    await importWrapperFiles(ctx, { task: taskId, madeBy: wrapper.taskId }, build, wrapper.results);
  }
}

async function importImage(
  ctx: Context,
  taskId: number,
  build: Build,
  image: ImageResults,
  { logsTogether }: { readonly logsTogether: boolean },
): Promise<void> {
  await ctx.emit('preImport', { type: 'image', image: { ...image.given } });
  const paths = new PathInfo(ctx.config.KojiDir);
  const below = paths.taskRelative(image.taskId);
  const pathOf = (name: string) => uploadedPath(ctx, name, { below, task: taskId });
  const archives: number[] = [];
  let last: string | null = null;
  for (const file of image.files) {
    last = await pathOf(file);
    const filename = basename(last);
    const kind = { name: () => undefined, filename: () => filename };
    if ((await findArchiveType(ctx, kind, { strict: false })) === undefined) {
      throw new BuildError(`Unsupported file type: ${file}`);
    }
    const destination = { build, type: 'image', details: image.details, buildrootId: null };
    const { id } = await importArchive(ctx, { filename, path: last }, destination);
    // What XML describes is no image.
    if (!filename.endsWith('xml')) archives.push(id);
  }
  const together = join(buildFolder(ctx, build), 'data', 'logs', 'image');
  for (const log of await logsIn(paths.task(image.taskId))) {
    const beside = logsTogether && (await kindOf(join(together, log))) === undefined;
    const folder = beside ? 'image' : join('image', image.arch);
    await importBuildLog(ctx, await pathOf(log), build, folder);
  }
  const rpms = await installedRpms(ctx, image.rpms());
  await refuseDrafts(ctx, rpms);
  for (const id of archives) await addComponents(ctx, id, { rpms, archives: [] });
  const made = { ...image.given, relpath: below };
  await ctx.emit('postImport', { type: 'image', image: made, build: { ...build }, fullpath: last });
}

/* Logs are not named in the results: they were uploaded while the task ran. */
async function logsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.log')).sort();
}

/* Images do not consist of RPMs that may yet change their names. */
async function refuseDrafts(ctx: Context, rpms: readonly number[]): Promise<void> {
  const draft = await ctx.db.value(
    sql`SELECT id FROM rpminfo WHERE draft IS TRUE AND ${ctx.db.dialect.isIn(sql`id`, rpms)} LIMIT 1`,
  );
  if (draft !== undefined) throw new GenericError('Draft rpm not supported');
}
