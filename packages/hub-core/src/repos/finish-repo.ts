import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sql from 'sql-template-tag';
import { GenericError, REPO_STATES } from '@kojikit/protocol';
import { canonArch } from '@kojikit/rpm';
import type { Members } from '../readers/index.js';
import { parseStruct } from '../rpc/parse-struct.js';
import type { Context } from '../ground/context.js';
import { placeContent, placeFile } from '../stored-files/index.js';
import { uploadedFile } from '../uploads/index.js';
import { distRepoTaskOfCaller } from './dist-repo-task.js';
import { linkIfLatest } from './latest-link.js';
import { getRepo } from './read-repos.js';
import type { UploadedRepodata } from './readers/uploaded-repodata.js';
import { repoFolder } from './repo-folder.js';
import { setRepoState } from './set-repo-state.js';

export interface FinishedRepo {
  readonly data: UploadedRepodata;
  /** Make the repo expired at once instead of ready. */
  readonly expire: boolean;
  /** Members that `repo.json` gets. */
  readonly jsonUpdates: Members | null;
}

/**
 * Takes a repo's uploaded repodata into its tree and makes the repo ready. Files of dist repos are in place already.
 * Throws GenericError when the repo is not in state INIT or a file is missing, ActionNotAllowed for a dist repo that another
 * builder makes.
 */
export async function finishRepo(
  ctx: Context,
  repoId: number | null,
  { data, expire, jsonUpdates }: FinishedRepo,
): Promise<void> {
  await ctx.db.lockRows(sql`SELECT id FROM repo WHERE id = ${repoId}`);
  const repo = await getRepo(ctx, repoId);
  if (repo.dist) await distRepoTaskOfCaller(ctx, repo.id);
  const announced = { repo: { ...repo }, data, expire };
  await ctx.emit('preRepoDone', announced);
  if (repo.state !== REPO_STATES.INIT) {
    throw new GenericError(`Repo ${repo.id} not in INIT state (got ${repo.state})`);
  }
  const folder = repoFolder(ctx.config.KojiDir, { id: repo.id, tagName: repo.tag_name, dist: repo.dist });
  if (jsonUpdates !== null) await updateJson(ctx, folder, jsonUpdates);
  if (!repo.dist) await takeRepodata(ctx, folder, data);
  await setRepoState(ctx, repo.id, expire ? REPO_STATES.EXPIRED : REPO_STATES.READY);
  if (!expire) linkIfLatest(ctx, repo);
  await ctx.emit('postRepoDone', announced);
}

/* All files are looked at before the first one is moved. */
async function takeRepodata(ctx: Context, folder: string, data: UploadedRepodata): Promise<void> {
  const moves: { source: string; destination: string }[] = [];
  for (const [arch, [uploadFolder, files]] of Object.entries(data)) {
    const archFolder = await archFolderOf(folder, arch);
    for (const name of files) {
      if (basename(name) !== name) throw new GenericError(`Invalid file name: ${name}`);
      const source = await uploadedFile(ctx.config.KojiDir, uploadFolder, name);
      const inner = name.endsWith('pkglist') ? name : join('repodata', name);
      moves.push({ source, destination: join(archFolder, inner) });
    }
    await mkdir(join(archFolder, 'repodata'), { recursive: true });
  }
  for (const { source, destination } of moves) {
    await placeFile(ctx, source, destination, { existing: 'exchange', upload: 'nothing' });
  }
}

/** The folder of an arch of a repo. Throws GenericError `Repo arch directory missing: <folder>`. */
export async function archFolderOf(folder: string, arch: string): Promise<string> {
  const name = canonArch(arch);
  if (basename(name) !== name || name.startsWith('.')) {
    throw new GenericError(`Invalid arch: ${arch}`);
  }
  const archFolder = join(folder, name);
  const found = await stat(archFolder).catch(() => undefined);
  if (!found?.isDirectory()) throw new GenericError(`Repo arch directory missing: ${archFolder}`);
  return archFolder;
}

async function updateJson(
  ctx: Context,
  folder: string,
  updates: Readonly<Record<string, unknown>>,
): Promise<void> {
  const file = join(folder, 'repo.json');
  const info = parseStruct(await readFile(file, 'utf8'));
  const text = JSON.stringify({ ...info, ...updates }, undefined, 2);
  await placeContent(ctx, text, file, { existing: 'exchange' });
}
