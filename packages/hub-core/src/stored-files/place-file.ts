import { lstat, mkdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { GenericError } from '@kojikit/protocol';
import type { Transaction } from '../db/database.js';
import { errorCode } from '../error-facts.js';
import { namingFullDisk } from '../full-disk.js';
import type { Context } from '../ground/context.js';
import { linkOrCopy } from './link-or-copy.js';
import { putInPlace } from './put-in-place.js';
import { removeEmptyFolders } from './remove-empty-folders.js';

export interface PlaceOptions {
  /**
   * What a file means that is at the destination already and was not placed by this request: `refuse` (the default) that
   * something is wrong; `replace` that an earlier try was killed before its commit. Say `replace` only where the
   * database tells that nothing of this name was ever committed; `exchange` that the new file takes its place, and that
   * it comes back when the call is undone.
   */
  readonly existing?: 'refuse' | 'replace' | 'exchange';
  /** What is left of the upload after the commit: a `link` to the file (the default), or `nothing`. */
  readonly upload?: 'link' | 'nothing';
  /** Begins the refusals, as Koji words them: `Error importing archive file,` and the like. */
  readonly failure?: string;
}

/** What each transaction has placed so far. */
const placed = new WeakMap<Transaction, Set<string>>();

/**
 * Puts an uploaded file where it belongs for good (below `packages` or `scratch`), complete and on disk, as part of the
 * transaction of `ctx`. The file is there before the commit, so no row is without its file. When the call is undone, it
 * is taken away again; when the hub is killed before the commit, it stays behind without a row and the next try replaces
 * it. The upload itself stays until the commit and is a link to the file from then on, as Koji leaves it after imports.
 *
 * Both paths have to be checked before: `source` is a real path below `work`. Throws GenericError when the source is no
 * regular file or the destination is taken.
 */
export async function placeFile(
  ctx: Context,
  source: string,
  destination: string,
  options: PlaceOptions = {},
): Promise<void> {
  const { failure = FAILURE, upload = 'link' } = options;
  await place(ctx, destination, options, async (unfinished) => {
    if ((await kindOf(source)) !== 'file') {
      throw new GenericError(`${failure} ${source} is not a regular file`);
    }
    await linkOrCopy(source, unfinished);
  });
  ctx.afterCommit(() => (upload === 'link' ? leaveLink(source, destination) : unlink(source)));
}

/** {@link placeFile} for what was not uploaded: makes the file of its content. */
export async function placeContent(
  ctx: Context,
  content: string,
  destination: string,
  options: PlaceOptions = {},
): Promise<void> {
  await place(ctx, destination, options, (unfinished) => writeFile(unfinished, content, { flag: 'wx' }));
}

const FAILURE = 'Error importing file,';

/* The new name appears when everything is on disk. */
async function place(
  ctx: Context,
  destination: string,
  { existing = 'refuse', failure = FAILURE }: PlaceOptions,
  make: (unfinished: string) => Promise<void>,
): Promise<void> {
  const files = placedBy(ctx.db);
  const found = await kindOf(destination);
  if (found !== undefined && (existing === 'refuse' || files.has(destination) || found === 'other')) {
    throw new GenericError(`${failure} ${destination} already exists`);
  }
  const folder = dirname(destination);
  const made = await namingFullDisk(folder, () => mkdir(folder, { recursive: true }));
  ctx.onUndo(async () => {
    files.delete(destination);
    if (made !== undefined) await removeEmptyFolders(folder, made);
  });
  files.add(destination);
  await putInPlace(ctx, destination, make, { restore: existing === 'exchange' });
}

function placedBy(transaction: Transaction): Set<string> {
  const known = placed.get(transaction);
  if (known !== undefined) return known;
  const files = new Set<string>();
  placed.set(transaction, files);
  return files;
}

async function kindOf(path: string): Promise<'file' | 'other' | undefined> {
  try {
    return (await lstat(path)).isFile() ? 'file' : 'other';
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/* The link takes the place of the upload at once: who reads it meanwhile finds either. */
async function leaveLink(source: string, destination: string): Promise<void> {
  const link = `${source}.link`;
  await rm(link, { force: true });
  await symlink(relative(dirname(source), destination), link);
  await rename(link, source);
}
