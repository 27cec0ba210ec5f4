import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Finds where a program is installed; `undefined` if it is not. */
export type ProgramFinder = (name: string) => Promise<string | undefined>;

/** Where a program is installed; a plain user's PATH often lacks the system folders, so they are searched as well. */
export async function findProgram(name: string): Promise<string | undefined> {
  if (isAbsolute(name)) return (await isExecutable(name)) ? name : undefined;
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder)),
    ...SYSTEM_FOLDERS,
  ];
  for (const folder of folders) {
    if (await isExecutable(join(folder, name))) return join(folder, name);
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
