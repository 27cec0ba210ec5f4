import { statfs } from 'node:fs/promises';

/** Bytes that are too few to go on with, whatever a program still manages to write. */
const LEAST = 1024 * 1024;

/** A sentence about the disk of a folder if it is full; undefined if it is not. */
export async function fullDiskReason(folder: string): Promise<string | undefined> {
  const disk = await statfs(folder).catch(() => undefined);
  if (!disk || disk.bavail * disk.bsize >= LEAST) return undefined;
  return `the disk of the builder is full (${folder})`;
}
