import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GenericError, REPO_STATES } from '@kojikit/protocol';
import { canonArch } from '@kojikit/rpm';
import { expectStruct, isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
import { pythonStr } from '../rpc/python-names.js';
import { linkIfLatest } from './latest-link.js';
import { moveFile } from './move-file.js';
import { getRepo } from './read-repos.js';
import { repoFolder, uploadedFile } from './repo-folder.js';
import { setRepoState } from './set-repo-state.js';
import type { RepoInfo } from './types.js';
import { CallerMistake } from '../rpc/caller-mistake.js';

export interface FinishedRepo {
  /** By arch: the upload folder below `work` and the names of the files in it. */
  readonly data: unknown;
  /** Make the repo expired at once instead of ready. */
  readonly expire: unknown;
  /** Members that `repo.json` gets. */
  readonly jsonUpdates: unknown;
}

/**
 * Takes a repo's uploaded repodata into its tree and makes the repo ready. Files of dist repos are in place already.
 * Throws GenericError when the repo is not in state INIT or a file is missing.
 */
export async function finishRepo(ctx: Context, repoId: unknown, finished: FinishedRepo): Promise<void> {
  const repo = await getRepo(ctx, repoId);
  const data = expectStruct(finished.data);
  const announced = { repo: { ...repo }, data, expire: isTrue(finished.expire) };
  await ctx.emit('preRepoDone', announced);
  if (repo.state !== REPO_STATES.INIT) {
    throw new GenericError(`Repo ${repo.id} not in INIT state (got ${repo.state})`);
  }
  const folder = repoFolder(ctx.config.KojiDir, { id: repo.id, tagName: repo.tag_name, dist: repo.dist });
  if (isTrue(finished.jsonUpdates)) await updateJson(folder, expectStruct(finished.jsonUpdates));
  if (!repo.dist) await takeRepodata(ctx, repo, folder, data);
  await setRepoState(ctx, repo.id, announced.expire ? REPO_STATES.EXPIRED : REPO_STATES.READY);
  if (!announced.expire) await linkIfLatest(ctx, repo);
  await ctx.emit('postRepoDone', announced);
}

/* All files are looked at before the first one is moved. */
async function takeRepodata(
  ctx: Context,
  repo: RepoInfo,
  folder: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  const moves: { source: string; destination: string }[] = [];
  for (const [arch, entry] of Object.entries(data)) {
    const [uploadFolder, files] = Array.isArray(entry) ? (entry as unknown[]) : [];
    const archFolder = await archFolderOf(folder, arch);
    if (!Array.isArray(files)) throw new CallerMistake(`no list of files for ${arch} of repo ${repo.id}`);
    for (const name of files as unknown[]) {
      if (typeof name !== 'string' || basename(name) !== name) {
        throw new GenericError(`Invalid file name: ${pythonStr(name)}`);
      }
      const source = await uploadedFile(ctx.config.KojiDir, uploadFolder, name);
      const inner = name.endsWith('pkglist') ? name : join('repodata', name);
      moves.push({ source, destination: join(archFolder, inner) });
    }
    await mkdir(join(archFolder, 'repodata'), { recursive: true });
  }
  for (const { source, destination } of moves) await moveFile(source, destination);
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

async function updateJson(folder: string, updates: Readonly<Record<string, unknown>>): Promise<void> {
  const file = join(folder, 'repo.json');
  const info = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  const unfinished = join(folder, '.repo.json.unfinished');
  await writeFile(unfinished, JSON.stringify({ ...info, ...updates }, undefined, 2));
  await rename(unfinished, file);
}
