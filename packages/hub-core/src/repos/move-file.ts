import { copyFile, rename, rm } from 'node:fs/promises';
import { errorCode } from '../error-facts.js';

/** Moves a file, also to another file system. The destination appears at once, complete; what was there is replaced. */
export async function moveFile(source: string, destination: string): Promise<void> {
  try {
    await rename(source, destination);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    const unfinished = `${destination}.${process.pid}.unfinished`;
    try {
      await copyFile(source, unfinished);
      await rename(unfinished, destination);
    } catch (failure) {
      await rm(unfinished, { force: true });
      throw failure;
    }
    await rm(source);
  }
}
