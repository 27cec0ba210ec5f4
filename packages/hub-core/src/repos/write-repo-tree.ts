import { createHash } from 'node:crypto';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { asFullDisk } from '../full-disk.js';
import type { Context } from '../ground/context.js';
import { placeTree } from './place-tree.js';
import type { MavenTree } from './plan-maven-tree.js';
import { planRepoLists } from './plan-repo-lists.js';
import type { RepoContents } from './read-repo-contents.js';
import { repoFolder } from './repo-folder.js';
import type { RepoOptions } from './types.js';

/** A repo's tree without its repodata. */
export interface RepoTree {
  readonly id: number;
  readonly tagName: string;
  readonly arches: readonly string[];
  readonly options: RepoOptions;
  /** What `repo.json` says. */
  readonly info: Readonly<Record<string, unknown>>;
  readonly contents: RepoContents;
  /** Left out: the repo offers no Maven artifacts. */
  readonly maven?: MavenTree | undefined;
}

/**
 * Writes the tree of a new repo: `repo.json`, `groups/comps.xml` and per arch `pkglist`, `blocklist`, `rpmlist.jsonl`
 * and the link `toplink` to the top folder; for Maven links to the artifacts and lists of their versions. It appears at
 * once, when it is complete.
 */
export async function writeRepoTree(ctx: Context, tree: RepoTree): Promise<void> {
  const topdir = ctx.config.KojiDir;
  const folder = repoFolder(topdir, tree);
  const unfinished = join(dirname(folder), `.${tree.id}.unfinished`);
  await mkdir(dirname(folder), { recursive: true });
  await rm(unfinished, { recursive: true, force: true });
  try {
    await mkdir(join(unfinished, 'groups'), { recursive: true });
    await writeFile(join(unfinished, 'groups', 'comps.xml'), tree.contents.comps);
    await writeFile(join(unfinished, 'repo.json'), JSON.stringify(tree.info, undefined, 2));
    const blocklist = lines(tree.contents.blocked);
    for (const [arch, lists] of planRepoLists(tree.arches, tree.options, tree.contents)) {
      const archFolder = join(unfinished, arch);
      await mkdir(archFolder);
      await symlink(relative(join(folder, arch), topdir), join(archFolder, 'toplink'));
      await writeFile(join(archFolder, 'pkglist'), lines(lists.packages));
      await writeFile(join(archFolder, 'rpmlist.jsonl'), lines(lists.rpms));
      await writeFile(join(archFolder, 'blocklist'), blocklist);
    }
    if (tree.maven !== undefined) {
      await writeMavenTree(join(unfinished, 'maven'), join(folder, 'maven'), tree.maven);
    }
    await placeTree(ctx, unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw asFullDisk(error, folder);
  }
}

/* Folders come first: nothing is ever written through a link. */
async function writeMavenTree(folder: string, final: string, { links, indexes }: MavenTree): Promise<void> {
  for (const path of indexes.keys()) await mkdir(join(folder, path), { recursive: true });
  for (const [path, target] of links) {
    await symlink(relative(dirname(join(final, path)), target), join(folder, path));
  }
  for (const [path, content] of indexes) {
    const file = join(folder, path, 'maven-metadata.xml');
    await writeFile(file, content);
    for (const algorithm of ['md5', 'sha1']) {
      await writeFile(`${file}.${algorithm}`, createHash(algorithm).update(content).digest('hex'));
    }
  }
}

function lines(entries: readonly string[]): string {
  return entries.map((entry) => `${entry}\n`).join('');
}
