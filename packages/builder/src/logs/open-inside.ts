import { constants } from 'node:fs';
import { open, readlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

const { O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;
/** As many links as the kernel follows in one path. */
const MOST_LINKS = 40;

/**
 * Opens a file below a root for reading, with its path understood as a process inside the root would: absolute links
 * begin at the root, and `..` does not lead above it. Processes inside may change links meanwhile, so every step opens
 * from the descriptor of the step before, never by a name that leads through a link.
 * @returns `undefined` if there is no such regular file.
 */
export async function openInside(root: string, path: string): Promise<FileHandle | undefined> {
  const top = await open(root, O_RDONLY | O_DIRECTORY).catch(() => undefined);
  if (!top) return undefined;
  const opened: FileHandle[] = [top];
  const names = split(path);
  let links = 0;
  try {
    for (let name = names.shift(); name !== undefined; name = names.shift()) {
      if (name === '..') {
        if (opened.length > 1) await opened.pop()?.close();
        continue;
      }
      const place = `/proc/self/fd/${opened[opened.length - 1]?.fd}/${name}`;
      const target = await readlink(place).catch(() => undefined);
      if (target !== undefined) {
        if (++links > MOST_LINKS) return undefined;
        names.unshift(...split(target));
        if (target.startsWith('/')) while (opened.length > 1) await opened.pop()?.close();
        continue;
      }
      const next = await open(place, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(() => undefined);
      if (!next) return undefined;
      opened.push(next);
    }
    const last = opened[opened.length - 1];
    if (!last || !(await last.stat()).isFile()) return undefined;
    opened.pop();
    return last;
  } finally {
    for (const handle of opened) await handle.close();
  }
}

function split(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}
