import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListedPackages } from './find-packages.js';

/** Where a package is in a dist repo: below the first letter of its name. */
function placeOf(name: string): string {
  return join('Packages', (name[0] ?? '').toLowerCase(), name);
}

/**
 * Fills the folder of one arch of a dist repo: the list `kojipkgs` for the hub, a `pkglist` for each repo of metadata, and
 * links to the packages under the names that they will have there.
 * @returns The folders of the repos of their own, such as `debug`.
 */
export async function writeLayout(repoDir: string, packages: ListedPackages): Promise<string[]> {
  const lists = new Map<string, string[]>([['', []]]);
  for (const [name, { _subrepo: subrepo = '', _pkgpath: path }] of packages) {
    const place = placeOf(name);
    const list = lists.get(subrepo) ?? [];
    list.push(subrepo === '' ? place : join('..', place));
    lists.set(subrepo, list);
    const link = join(repoDir, place);
    await mkdir(join(link, '..'), { recursive: true });
    await symlink(path, link);
  }
  await writeFile(join(repoDir, 'kojipkgs'), JSON.stringify(Object.fromEntries(packages), undefined, 4));
  for (const [subrepo, list] of lists) {
    await mkdir(join(repoDir, subrepo), { recursive: true });
    await writeFile(join(repoDir, subrepo, 'pkglist'), list.map((line) => `${line}\n`).join(''));
  }
  return [...lists.keys()].filter((subrepo) => subrepo !== '');
}
