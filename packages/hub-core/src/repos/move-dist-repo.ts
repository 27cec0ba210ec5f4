import { access, lstat, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { GenericError, PathInfo, REPO_STATES } from '@kojikit/protocol';
import { getBuild } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { getRpm } from '../rpms/index.js';
import { uploadedFile } from '../uploads/index.js';
import { linkOrCopy, placeFile, putInPlace } from '../stored-files/index.js';
import { assertOutputOfSubtask, distRepoTaskOfCaller } from './dist-repo-task.js';
import { archFolderOf } from './finish-repo.js';
import { getRepo } from './read-repos.js';
import { listedPackages, repoManifest, type ListedPackage } from './readers/dist-repo-files.js';
import { repoFolder } from './repo-folder.js';

const CHECKED = ['name', 'version', 'release', 'arch', 'epoch', 'size', 'payloadhash', 'build_id'] as const;

/**
 * Moves one arch of a dist repo into its tree: the uploaded files that `repo_manifest` lists, and hard links (copies
 * across file systems) of the packages in `kojipkgs`. Throws GenericError for a file that is missing or a package that
 * is not what the database says, ActionNotAllowed for a builder that does not make the repo, and for output of other tasks.
 */
export async function moveDistRepo(
  ctx: Context,
  repoId: number | null,
  uploadFolder: string,
  archName: string,
): Promise<void> {
  await ctx.db.lockRows(sql`SELECT id FROM repo WHERE id = ${repoId}`);
  const repo = await getRepo(ctx, repoId);
  await assertOutputOfSubtask(ctx, await distRepoTaskOfCaller(ctx, repo.id), uploadFolder);
  const { KojiDir: topdir } = ctx.config;
  const folder = repoFolder(topdir, { id: repo.id, tagName: repo.tag_name, dist: true });
  const archFolder = await archFolderOf(folder, archName);
  if (repo.state !== REPO_STATES.INIT) {
    const state = Object.entries(REPO_STATES).find(([, number]) => number === repo.state)?.[0];
    throw new GenericError(`Repo is in state: ${state}`);
  }
  const manifest = await readJson(topdir, uploadFolder, 'repo_manifest', 'Missing repo manifest');
  const listed = await readJson(topdir, uploadFolder, 'kojipkgs', 'Missing kojipkgs file');

  const moves: { source: string; destination: string }[] = [];
  for (const path of repoManifest(manifest)) {
    const source = await uploadedFile(topdir, uploadFolder, path);
    moves.push({ source, destination: join(archFolder, path) });
  }
  const packages = await packagePaths(ctx, listedPackages(listed));

  for (const { source, destination } of moves) {
    await placeFile(ctx, source, destination, { existing: 'exchange', upload: 'nothing' });
  }
  for (const [name, source] of packages) {
    const directory = join(archFolder, 'Packages', name[0]!.toLowerCase());
    await mkdir(directory, { recursive: true });
    await addPackage(ctx, source, join(directory, name));
  }
}

/* Where the packages of a dist repo are, by the names that they get in it. */
async function packagePaths(
  ctx: Context,
  listed: ReadonlyMap<string, ListedPackage>,
): Promise<Map<string, string>> {
  const paths = new PathInfo(ctx.config.KojiDir);
  const folders = new Map<number, string>();
  const found = new Map<string, string>();
  for (const [name, { rpm: ref, facts, signingKey }] of listed) {
    const rpm = await getRpm(ctx, ref);
    for (const member of CHECKED) {
      if (facts[member] !== rpm[member]) {
        throw new GenericError(`kojipkgs entry does not match db: file ${name}, key ${member}`);
      }
    }
    if (rpm.build_id === null) throw new GenericError(`${name} is not of a build`);
    const folder = folders.get(rpm.build_id) ?? paths.build(await getBuild(ctx, rpm.build_id));
    folders.set(rpm.build_id, folder);
    const path = join(folder, signingKey === null ? paths.rpm(rpm) : paths.signed(rpm, signingKey));
    if (!(await isThere(path))) throw new GenericError(`package file missing: ${path}`);
    found.set(name, path);
  }
  return found;
}

async function readJson(topdir: string, folder: string, name: string, missing: string): Promise<unknown> {
  const path = await uploadedFile(topdir, folder, name).catch((cause: unknown) => {
    throw new GenericError(missing, { cause });
  });
  const document: unknown = JSON.parse(await readFile(path, 'utf8'));
  return document;
}

/* A try that was killed has left the same file; where files cannot be shared, it is copied again. */
async function addPackage(ctx: Context, source: string, destination: string): Promise<void> {
  const found = await lstat(destination).catch(() => undefined);
  const own = await stat(source);
  if (found?.dev === own.dev) {
    if (found.ino === own.ino) return;
    throw new GenericError(`File already in repo: ${destination}`);
  }
  await putInPlace(ctx, destination, (unfinished) => linkOrCopy(source, unfinished));
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
