import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { HubOptionValues } from './hub-config.js';
import { servedFolders } from './served-folders.js';

type Folders = Pick<HubOptionValues, 'KojiDir' | 'ServedFolders'>;

/**
 * Who gets a file besides the hub: everybody when it is below a folder that `/kojifiles` serves (`served`), or whoever a
 * web server lets in that serves all of `KojiDir`, as Koji's own does (`beside`). Links are followed, and the file need not
 * be there yet.
 */
export function exposureOf(file: string, options: Folders): 'served' | 'beside' | undefined {
  const path = realPath(resolve(file));
  const top = realPath(resolve(options.KojiDir));
  if (servedRoots(top, options).some((root) => isBelow(root, path))) return 'served';
  return isBelow(top, path) ? 'beside' : undefined;
}

function servedRoots(top: string, options: Folders): string[] {
  const folders = servedFolders(options).map((name) => join(top, name));
  const volumes = folders.filter((folder) => basename(folder) === 'vol' && existsSync(folder));
  const inVolumes = volumes.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  return [...folders, ...inVolumes].map(realPath);
}

/* What is not there yet cannot be a link; the folder that it will be in can. */
function realPath(path: string): string {
  if (existsSync(path) || dirname(path) === path) return realpathSync(path);
  return join(realPath(dirname(path)), basename(path));
}

function isBelow(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside === '' || !(inside === '..' || inside.startsWith(`..${sep}`));
}
