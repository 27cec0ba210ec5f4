import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { errorCode } from '../../error-facts.js';

/** Volumes are folders of this one, each with served folders of its own. */
const VOLUMES = 'vol';

/** What a path below `/kojifiles` leads to; `path` is the real one. */
export interface Served {
  readonly kind: 'file' | 'folder';
  readonly path: string;
  /** The only entries of a folder that are shown: of the top folder and of volumes. Undefined: all. */
  readonly only?: readonly string[];
}

interface Root {
  readonly path: string;
  readonly only?: readonly string[];
}

/**
 * What is served of the hub's files. The decision is made on the resolved file: it must lie in one of the served folders
 * of the top folder or of a volume. The folders and volumes themselves may be links, as sites spread them over disks;
 * a link within them counts only when it leads to a served folder. Names that begin with a dot are hidden.
 */
export class ServedArea {
  private readonly folders: readonly string[];

  constructor(
    private readonly topdir: string,
    folders: readonly string[],
  ) {
    this.folders = [...folders].sort();
  }

  /** What the names lead to, or undefined when that is nothing that is served. */
  find(names: readonly string[]): Promise<Served | undefined> {
    return names.some(isHidden) ? Promise.resolve(undefined) : this.resolve(join(this.topdir, ...names));
  }

  /** The same for a path on disk. */
  async resolve(path: string): Promise<Served | undefined> {
    try {
      const real = await realpath(path);
      const place = await this.placeOf(real);
      if (place === undefined) return undefined;
      const found = await stat(real);
      if (found.isDirectory()) return { kind: 'folder', path: real, only: place.only };
      return found.isFile() ? { kind: 'file', path: real } : undefined;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  private async placeOf(real: string): Promise<{ only?: readonly string[] } | undefined> {
    const top = await realpath(this.topdir);
    const [first = ''] = relative(top, real).split(sep);
    // Nearly every file: no link on the way, and on no volume.
    if (first !== VOLUMES && this.folders.includes(first)) return isHiddenBelow(top, real) ? undefined : {};
    for (const root of await this.roots(top)) {
      if (root.path === real) return { only: root.only };
      if (root.only === undefined && real.startsWith(`${root.path}${sep}`)) {
        return isHiddenBelow(root.path, real) ? undefined : {};
      }
    }
    return undefined;
  }

  private async roots(top: string): Promise<Root[]> {
    const inVolumes = this.folders.filter((name) => name !== VOLUMES);
    const roots: Root[] = [{ path: top, only: this.folders }];
    for (const name of inVolumes) roots.push(...(await rootAt(join(top, name))));
    if (!this.folders.includes(VOLUMES)) return roots;
    const all = join(top, VOLUMES);
    const volumes = (await readdir(all).catch(() => [])).filter((name) => !isHidden(name));
    roots.push(...(await rootAt(all, volumes)));
    for (const volume of volumes) {
      roots.push(...(await rootAt(join(all, volume), inVolumes)));
      for (const name of inVolumes) roots.push(...(await rootAt(join(all, volume, name))));
    }
    return roots;
  }
}

async function rootAt(path: string, only?: readonly string[]): Promise<Root[]> {
  const real = await realpath(path).catch(() => undefined);
  return real === undefined ? [] : [{ path: real, only }];
}

function isHidden(name: string): boolean {
  return name.startsWith('.');
}

function isHiddenBelow(root: string, real: string): boolean {
  return relative(root, real).split(sep).some(isHidden);
}

const MISSING = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'EACCES', 'EPERM'];

function isMissing(error: unknown): boolean {
  return MISSING.includes(errorCode(error));
}
