import type { BigIntStats } from 'node:fs';
import { isWithin } from './byte-path.js';
import type { Filters, Finding } from './filters.js';
import type { Folder } from './folder.js';
import { Links } from './links.js';
import { walk } from './walk.js';

/** What is known of a root before anything of it is archived. */
export interface Survey {
  readonly links: Links;
  /**
   * Files and folders that are left out for another name than the one at hand, and why: hard links of left-out files,
   * and what left-out links lead to. By `inodeOf`.
   */
  readonly secretInodes: ReadonlyMap<string, Finding>;
  /** Files that are looked into for other names of theirs, which are these. By `inodeOf`. */
  readonly suspectInodes: ReadonlyMap<string, readonly string[]>;
  /** Bytes of files that will be read, holes not counted. */
  readonly bytes: number;
  readonly entries: number;
}

/** What entries of a folder get from it: its names, if they are known, and why it is left out. */
interface Passed {
  readonly names: readonly string[] | undefined;
  readonly finding?: Finding | undefined;
}

/**
 * Looks at the whole root, also when only a part of it is saved: a file of that part may be a hard link of a secret
 * elsewhere.
 * @param start the folder that is saved.
 */
export async function surveyRoot(root: Folder, start: string, filters: Filters): Promise<Survey> {
  const links = await Links.read(root);
  const secretInodes = new Map<string, Finding>();
  const suspectInodes = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  let bytes = 0;
  let entries = 0;

  const suspect = (inode: string, names: readonly string[]): void => {
    if (names.length > 0) suspectInodes.set(inode, [...(suspectInodes.get(inode) ?? []), ...names]);
  };
  const lookAtLink = (path: string, names: readonly string[], own?: Finding, inherited?: Finding): void => {
    const target = links.resolve(path);
    if (!target || isWithin(start, target.path) || isWithin(path, target.path)) return;
    // A folder of credentials may hold them as links; what else leads out of a folder that is left out is not secret.
    const finding = own ?? (inherited?.isCredential && !target.isFolder ? { ...inherited, path } : undefined);
    if (finding) secretInodes.set(target.inode, finding);
    else if (!target.isFolder) suspect(target.inode, filters.suspects(names));
  };

  await walk<Passed>(
    root,
    '/',
    { names: links.rootNames() },
    {
      visit({ path, stat }, parent, opened) {
        const names = parent.names && links.namesBelow(parent.names, path);
        const own = names && filters.matchAny(names);
        const finding = names ? (own ?? (parent.finding && { ...parent.finding, path })) : tooManyNames(path);
        const wanted = !finding && isWithin(path, start);
        if (wanted) entries += 1;
        if (opened) return { names, finding };
        if (stat.isSymbolicLink() && names) lookAtLink(path, names, own, parent.finding);
        if (!stat.isFile()) return undefined;
        const inode = inodeOf(stat);
        if (wanted && !seen.has(inode)) bytes += allocated(stat);
        if (stat.nlink === 1n) return undefined;
        if (finding) secretInodes.set(inode, finding);
        else if (names) suspect(inode, filters.suspects(names));
        if (wanted) seen.add(inode);
        return undefined;
      },
      problem: () => undefined,
    },
  );
  return { links, secretInodes, suspectInodes, bytes, entries };
}

function tooManyNames(path: string): Finding {
  return { rule: 'too-many-names', path, isCredential: false };
}

export function inodeOf(stat: BigIntStats): string {
  return `${stat.dev}:${stat.ino}`;
}

/** Bytes of a file that are not holes. */
export function allocated(stat: BigIntStats): number {
  const held = stat.blocks * 512n;
  return Number(held < stat.size ? held : stat.size);
}
