import type { BigIntStats } from 'node:fs';
import { Breather } from './breather.js';
import { below } from './byte-path.js';
import type { Folder } from './folder.js';

/** Folders below folders that are followed; what lies deeper is left out. Each level keeps a descriptor open. */
const DEEPEST = 1000;

export interface Entry {
  /** Inside the root. */
  readonly path: string;
  readonly name: string;
  readonly folder: Folder;
  readonly stat: BigIntStats;
}

export interface Visitor<Passed> {
  /**
   * Sees one entry. For a folder it answers what its own entries are given as `passed`, or undefined to leave them
   * out. `opened` is the folder itself.
   */
  visit(
    entry: Entry,
    passed: Passed,
    opened: Folder | undefined,
  ): Passed | undefined | Promise<Passed | undefined>;
  /** Something could not be looked at. */
  problem(path: string, reason: Problem): void;
}

/** Why an entry is not in the archive, besides that it was filtered: one word each. */
export type Problem = 'unreadable' | 'mount' | 'too-deep';

/** Visits everything below a folder, folders before what is in them. Stays on the mount that the folder is of. */
export async function walk<Passed>(
  folder: Folder,
  path: string,
  passed: Passed,
  visitor: Visitor<Passed>,
  depth = 0,
  breather = new Breather(),
): Promise<void> {
  try {
    for (const name of folder.names()) {
      await breather.breathe();
      await step(folder, path, name, passed, visitor, depth, breather);
    }
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    visitor.problem(path, 'unreadable');
  }
}

async function step<Passed>(
  folder: Folder,
  path: string,
  name: string,
  passed: Passed,
  visitor: Visitor<Passed>,
  depth: number,
  breather: Breather,
): Promise<void> {
  const inner = below(path, name);
  const stat = attempt(() => folder.lstat(name), inner, visitor);
  if (!stat) return;
  const entry = { path: inner, name, folder, stat };
  if (!stat.isDirectory()) {
    const answer = visitor.visit(entry, passed, undefined);
    if (answer instanceof Promise) await answer;
    return;
  }
  const opened = attempt(() => folder.openFolder(name), inner, visitor);
  if (!opened) return;
  try {
    if (opened.mount !== folder.mount) return visitor.problem(inner, 'mount');
    if (depth >= DEEPEST) return visitor.problem(inner, 'too-deep');
    const answer = visitor.visit(entry, passed, opened);
    const further = answer instanceof Promise ? await answer : answer;
    if (further !== undefined) await walk(opened, inner, further, visitor, depth + 1, breather);
  } finally {
    opened.close();
  }
}

function attempt<Result>(
  action: () => Result,
  path: string,
  visitor: { problem(path: string, reason: Problem): void },
): Result | undefined {
  try {
    return action();
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    // What is gone by now is no more part of the tree than what never was.
    if (codeOf(error) !== 'ENOENT') visitor.problem(path, 'unreadable');
    return undefined;
  }
}

const UNREADABLE = new Set([
  'EACCES',
  'EPERM',
  'EIO',
  'ELOOP',
  'ENOTDIR',
  'ENOENT',
  'ENXIO',
  'ESTALE',
  'EINVAL',
  'ENODEV',
]);

/** Whether an error is about the one file alone, so that the others can still be saved. */
export function isUnreadable(error: unknown): boolean {
  return UNREADABLE.has(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
