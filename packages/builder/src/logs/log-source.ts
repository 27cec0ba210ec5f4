import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** A growing file that is uploaded under `name`. */
export interface LogSource {
  readonly name: string;
  /** Opens the file as it is now; `undefined` while there is none. */
  open(): Promise<FileHandle | undefined>;
}

/** Finds the logs to follow; asked again and again, since logs appear while a command runs. */
export type LogFinder = () => Promise<LogSource[]>;

/** One file of the host. Links are not followed: what writes the log must not choose which file is read. */
export function fileSource(path: string, name: string): LogSource {
  return {
    name,
    open: () =>
      open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => undefined),
  };
}

/** All files of a folder that end with `.log`. */
export function folderFinder(folder: string): LogFinder {
  return async () => {
    const names = await readdir(folder).catch(() => []);
    return names.filter((name) => name.endsWith('.log')).map((name) => fileSource(join(folder, name), name));
  };
}
