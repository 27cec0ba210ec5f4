import { ChunkReader } from './chunk-reader.js';
import { RpmFormatError } from './errors.js';
import { getHeaderField } from './header-field.js';
import { readPayload } from './payload.js';
import { readHeader } from './read-header.js';

/** A file of a payload. Its content can be read until the next entry is asked for. */
export interface PayloadEntry {
  /** As the archive has it: usually with a leading `./`. */
  name: string;
  /** Unix mode with the file type. */
  mode: number;
  /** Bytes of content; of several names of one file only the last has it. */
  size: number;
  /** Seconds since 1970. */
  mtime: number;
  content(): AsyncIterable<Buffer>;
}

const MAX_NAME_LENGTH = 65_536;
const TRAILER = 'TRAILER!!!';

interface FileFacts {
  name: string;
  mode: number;
  size: number;
  mtime: number;
}

/**
 * The files in the payload of the package at `path`, in archive order. Also reads the form used for files beyond 4 GiB,
 * whose names and sizes are in the package's header. Throws RpmFormatError when package or payload is damaged.
 */
export async function* readPayloadEntries(path: string): AsyncGenerator<PayloadEntry, void, undefined> {
  const { header } = await readHeader(path);
  const names = getHeaderField(header, 'FILENAMES') as string[];
  const sizes = getHeaderField(header, 'LONGFILESIZES') as number[];
  const modes = header.numbers('FILEMODES');
  const mtimes = header.numbers('FILEMTIMES');
  yield* readCpio(readPayload(path), (index) => ({
    name: names[index] ?? '',
    mode: modes[index] ?? 0,
    size: sizes[index] ?? 0,
    mtime: mtimes[index] ?? 0,
  }));
}

/**
 * The entries of a cpio archive in the "new ASCII" form. Throws RpmFormatError when the archive is damaged.
 *
 * @param fileFacts Answers for archives that hold only a file's number in place of its facts.
 */
export async function* readCpio(
  archive: AsyncIterable<Buffer>,
  fileFacts?: (index: number) => FileFacts,
): AsyncGenerator<PayloadEntry, void, undefined> {
  const reader = new ChunkReader(archive);
  try {
    for (;;) {
      const facts = await readFacts(reader, fileFacts);
      if (facts === undefined) return;
      let unread = facts.size;
      yield {
        ...facts,
        async *content() {
          for await (const chunk of reader.stream(unread)) {
            unread -= chunk.length;
            yield chunk;
          }
        },
      };
      await reader.skip(unread + padding(facts.size));
    }
  } finally {
    await reader.close();
  }
}

async function readFacts(
  reader: ChunkReader,
  fileFacts: ((index: number) => FileFacts) | undefined,
): Promise<FileFacts | undefined> {
  const magic = (await reader.take(6)).toString('latin1');
  if (magic === '07070X' && fileFacts) {
    const index = hexField(await reader.take(8), 0);
    await reader.skip(2);
    const facts = fileFacts(index);
    if (facts.name === '') throw new RpmFormatError(`Invalid rpm: the payload has an unknown file ${index}`);
    return facts;
  }
  if (magic !== '070701' && magic !== '070702') {
    throw new RpmFormatError(`Invalid rpm: the payload is no cpio archive (magic ${JSON.stringify(magic)})`);
  }
  const fields = await reader.take(104);
  const nameLength = hexField(fields, 88);
  if (nameLength < 1 || nameLength > MAX_NAME_LENGTH) {
    throw new RpmFormatError('Invalid rpm: the payload has an absurd file name');
  }
  const name = (await reader.take(nameLength)).subarray(0, -1).toString('utf8');
  await reader.skip(padding(110 + nameLength));
  if (name === TRAILER) return undefined;
  return { name, mode: hexField(fields, 8), mtime: hexField(fields, 40), size: hexField(fields, 48) };
}

function hexField(fields: Buffer, offset: number): number {
  const text = fields.subarray(offset, offset + 8).toString('latin1');
  if (!/^[0-9a-fA-F]{8}$/.test(text)) throw new RpmFormatError('Invalid rpm: the payload has a bad number');
  return Number.parseInt(text, 16);
}

function padding(length: number): number {
  return (4 - (length % 4)) % 4;
}
