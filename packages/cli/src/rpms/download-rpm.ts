import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { PathInfo, type Build, type Rpm } from '@kojikit/protocol';
import { checkRpmFile } from '@kojikit/rpm';
import type { BuildDownload, BuildDownloadContext } from '../builds/build-download.js';
import { CommandError } from '../errors.js';
import { downloadFile } from '../files/download-file.js';
import { fileBelow } from '../files/file-below.js';
import { fileUrl } from '../files/file-url.js';
import { readRpmFile } from './rpm-file.js';

/**
 * Downloads an rpm into the current folder, if it is the one that the hub knows. Throws CommandError when it is not, or
 * is none; there is no file then.
 *
 * @param sigkey the copy signed with this key. Default: the rpm without a signature
 */
export async function downloadRpm(
  context: BuildDownloadContext,
  build: Build,
  rpm: Rpm,
  { topurl, sigkey, ...how }: BuildDownload & { sigkey?: string },
): Promise<void> {
  const paths = new PathInfo('');
  const path = sigkey ? paths.signed(rpm, sigkey) : paths.rpm(rpm);
  const file = fileBelow('.', basename(path));
  // The hub knows the size of what it was given, and no size of signed copies.
  const size = sigkey ? undefined : rpm.size;
  await downloadFile(context, fileUrl(topurl, `${paths.build(build)}/${path}`), file, {
    ...how,
    size,
    verify: (part) => verifyRpm(context, { part, file, size, digest: rpm.payloadhash }),
  });
}

async function verifyRpm(
  { warn }: Pick<BuildDownloadContext, 'warn'>,
  { part, file, size, digest }: { part: string; file: string; size: number | undefined; digest: string },
): Promise<void> {
  const found = (await stat(part)).size;
  if (size !== undefined && found !== size) {
    throw new CommandError(`Downloaded rpm ${file} size ${found} does not match db size ${size}, deleting`);
  }
  try {
    await checkRpmFile(part);
  } catch (error) {
    warn(error instanceof Error ? error.message : String(error));
    throw new CommandError(`Downloaded rpm ${file} is not valid rpm file, deleting`);
  }
  if ((await readRpmFile(part)).digest !== digest) {
    throw new CommandError(`Downloaded rpm ${file} doesn't match db, deleting`);
  }
}
