import { constants } from 'node:fs';
import { copyFile, link } from 'node:fs/promises';
import { errorCode } from '../error-facts.js';

/* Across file systems; where names are not to be had, or not of files of others, or no more of them. */
const NO_LINK: readonly string[] = ['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK'];

/** Gives a file a second name, or copies it where that cannot be. Throws with EEXIST when the name is taken. */
export async function linkOrCopy(source: string, destination: string): Promise<void> {
  try {
    await link(source, destination);
  } catch (error) {
    if (!NO_LINK.includes(errorCode(error))) throw error;
    await copyFile(source, destination, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  }
}
