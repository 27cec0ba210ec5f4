import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asFullDisk } from '../full-disk.js';
import type { Context } from '../ground/context.js';
import { shareFolder } from '../stored-files/index.js';
import { placeTree } from './place-tree.js';

/* Written anew for every repo; the rest says what is in it. */
const OWN_FILE = 'repo.json';

/**
 * Makes the tree of a repo out of that of another one which holds the same, with a `repo.json` of its own. The files
 * are shared: those of a repo are never changed. The tree appears at once, when it is complete.
 * @param info what `repo.json` says, with the repo's `id`.
 */
export async function shareTree(
  ctx: Context,
  from: string,
  to: string,
  info: Readonly<Record<string, unknown>> & { readonly id: number },
): Promise<void> {
  const unfinished = join(dirname(to), `.${info.id}.unfinished`);
  try {
    await rm(unfinished, { recursive: true, force: true });
    // Links lead to the top folder, which is as far from one repo as from the other.
    await shareFolder(from, unfinished, { except: OWN_FILE });
    await writeFile(join(unfinished, OWN_FILE), JSON.stringify(info, undefined, 2));
    await placeTree(ctx, unfinished, to);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw asFullDisk(error, to);
  }
}
