import { constants } from 'node:fs';
import { copyFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file that is being fetched. Under its own name there is a whole one, or none: the part lies beside it. */
export class PartFile {
  private constructor(
    private readonly file: string,
    /** Where to write what comes. */
    readonly path: string,
    /** Bytes of it that are there already. */
    readonly size: number,
    private readonly copied: boolean,
  ) {}

  /**
   * @param file where it is to be in the end
   * @param resume go on with what an earlier attempt, or Koji's client, has left; otherwise that is lost
   */
  static async begin(file: string, resume: boolean): Promise<PartFile> {
    const path = join(dirname(file), `.${basename(file)}.part`);
    if (!resume) await rm(path, { force: true });
    const begun = resume ? await sizeOf(path) : undefined;
    if (begun !== undefined) return new PartFile(file, path, begun, false);
    const found = resume ? await sizeOf(file) : undefined;
    if (!found) return new PartFile(file, path, 0, false);
    await copyFile(file, path, constants.COPYFILE_FICLONE);
    return new PartFile(file, path, found, true);
  }

  /** It is whole. */
  async finish(): Promise<void> {
    await rename(this.path, this.file);
  }

  /** Nothing of it is worth being kept. */
  async discard(): Promise<void> {
    await rm(this.path, { force: true });
  }

  /** It is not what it should be; nor was that of which it is the continuation. */
  async reject(): Promise<void> {
    await this.discard();
    if (this.copied) await rm(this.file, { force: true });
  }

  /** Nothing has come. What an earlier attempt has left stays for the next one. */
  async leave(): Promise<void> {
    if (this.size === 0 || this.copied) await this.discard();
  }
}

/** The size of a file, undefined where there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}
