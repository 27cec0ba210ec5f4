import { statSync, type Stats } from 'node:fs';

/**
 * What is at a path, or undefined where there is nothing: `throwIfNoEntry: false` on all versions of Node. A path that leads
 * through a file throws on some of them, and is nothing on others, as it is here. Throws what else is in the way, such as
 * EACCES.
 */
export function statsAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
