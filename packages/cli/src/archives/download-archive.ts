import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { CHECKSUM_TYPES, PathInfo, stateName, type Archive, type Build } from '@kojikit/protocol';
import type { BuildDownload, BuildDownloadContext } from '../builds/build-download.js';
import { CommandError } from '../errors.js';
import { downloadFile } from '../files/download-file.js';
import { fileBelow } from '../files/file-below.js';
import { fileUrl } from '../files/file-url.js';
import { archivePlace } from './archive-place.js';

/**
 * Downloads an archive of a build to its path below the current folder, if it is the one that the hub knows. Throws
 * CommandError when it is not; there is no file then.
 */
export async function downloadArchive(
  context: BuildDownloadContext,
  build: Build,
  archive: Archive,
  { topurl, ...how }: BuildDownload,
): Promise<void> {
  const { folder, path } = archivePlace(new PathInfo(''), build, archive);
  const file = fileBelow('.', path);
  await downloadFile(context, fileUrl(topurl, `${folder}/${path}`), file, {
    ...how,
    size: archive.size,
    verify: (part) => verifyArchive(part, file, archive),
  });
}

async function verifyArchive(part: string, file: string, archive: Archive): Promise<void> {
  if ((await stat(part)).size !== archive.size) {
    throw new CommandError(`Downloaded rpm ${file} size does not match db size, deleting`);
  }
  const type = stateName(CHECKSUM_TYPES, archive.checksum_type);
  if (type === undefined) throw new CommandError(`Unknown checksum type: ${archive.checksum_type}`);
  const hash = createHash(type);
  await pipeline(createReadStream(part), hash);
  if (hash.digest('hex') !== archive.checksum) {
    throw new CommandError(`Downloaded archive ${file} doesn't match checksum, deleting`);
  }
}
