import type { BigIntStats } from 'node:fs';
import { isWithin } from './byte-path.js';
import type { Filters } from './filters.js';
import type { Folder } from './folder.js';
import { Links } from './links.js';
import { walk } from './walk.js';

/** What is known of a root before anything of it is archived. */
export interface Survey {
  readonly links: Links;
  /**
   * Files and folders that are secret by another name than the one at hand: hard links of left-out files, and what
   * left-out links lead to. By `inodeOf`.
   */
  readonly secretInodes: ReadonlySet<string>;
  /** Bytes of files that will be read, holes not counted. */
  readonly bytes: number;
  readonly entries: number;
}

/**
 * Looks at the whole root, also when only a part of it is saved: a file of that part may be a hard link of a secret
 * elsewhere.
 * @param start the folder that is saved.
 */
export async function surveyRoot(root: Folder, start: string, filters: Filters): Promise<Survey> {
  const links = await Links.read(root);
  const secretInodes = new Set<string>();
  const seen = new Set<string>();
  let bytes = 0;
  let entries = 0;

  /* `names` are those of the folder; undefined: everything below is left out. */
  const look = (path: string, stat: BigIntStats, names: readonly string[] | undefined): boolean => {
    const secret = names === undefined || filters.matchAny(names);
    if (!secret) return false;
    if (stat.isFile() && stat.nlink > 1n) secretInodes.add(inodeOf(stat));
    // Links in a folder that is left out are not secret themselves: only the names of the configuration are.
    if (stat.isSymbolicLink() && names !== undefined) {
      const target = links.resolve(path);
      if (target && !isWithin(start, target.path) && !isWithin(path, target.path))
        secretInodes.add(target.inode);
    }
    return true;
  };

  interface Passed {
    readonly names: readonly string[] | undefined;
  }
  await walk<Passed>(
    root,
    '/',
    { names: links.rootNames() },
    {
      visit({ path, stat }, { names: parentNames }, opened) {
        const names = parentNames && links.namesBelow(parentNames, path);
        const secret = look(path, stat, names);
        const wanted = !secret && isWithin(path, start);
        if (wanted) entries += 1;
        if (opened) return { names: secret ? undefined : names };
        if (wanted && stat.isFile()) {
          const inode = inodeOf(stat);
          if (stat.nlink === 1n || !seen.has(inode)) bytes += allocated(stat);
          if (stat.nlink > 1n) seen.add(inode);
        }
        return undefined;
      },
      problem: () => undefined,
    },
  );
  return { links, secretInodes, bytes, entries };
}

export function inodeOf(stat: BigIntStats): string {
  return `${stat.dev}:${stat.ino}`;
}

/** Bytes of a file that are not holes. */
export function allocated(stat: BigIntStats): number {
  const held = stat.blocks * 512n;
  return Number(held < stat.size ? held : stat.size);
}
