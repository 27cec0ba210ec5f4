import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { decompress } from '@kojikit/rpm';
import { openRepoFile, repoFileUrl, repoUrl, withoutLogin } from './repo-location.js';
import type { RepomdRecord } from './repomd.js';
import { readPackageElements } from './package-elements.js';
import { readRepomd } from './read-repomd.js';
import { RepodataError } from './repodata-error.js';
import type { PackageListType } from './repodata-directory.js';
import type { XmlElement } from './xml-elements.js';
import { localName, readElements } from './xml-elements.js';

const MAX_FILE_SIZE = 4 * 1024 ** 3;
const HASHES: Readonly<Record<string, string>> = {
  md5: 'md5',
  sha: 'sha1',
  sha1: 'sha1',
  sha224: 'sha224',
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
};
const COMPRESSORS: Readonly<Record<string, string>> = { gz: 'gzip', xz: 'xz', bz2: 'bzip2', zst: 'zstd' };

/** A repository to read from. Its metadata files are copied once and checked against the index. */
export class SourceRepository {
  /** With a scheme and a slash at the end. */
  readonly url: string;
  private readonly records: ReadonlyMap<string, RepomdRecord>;
  private readonly cache: string;
  private readonly timeout: number;
  private readonly signal: AbortSignal | undefined;
  private readonly paths = new Map<string, string>();

  private constructor(
    url: string,
    records: readonly RepomdRecord[],
    cache: string,
    timeout: number,
    signal: AbortSignal | undefined,
  ) {
    this.url = url;
    this.signal = signal;
    this.records = new Map(records.map((record) => [record.type, record]));
    this.cache = cache;
    this.timeout = timeout;
  }

  /**
   * @param location URL (http, https, file) or absolute path.
   * @param cache A directory for copies; made when missing.
   * @param timeout Milliseconds for one file.
   * @param signal Ends what is read or copied with its reason.
   */
  static async open(
    location: string,
    cache: string,
    timeout: number,
    signal?: AbortSignal,
  ): Promise<SourceRepository> {
    signal?.throwIfAborted();
    await mkdir(cache, { recursive: true });
    const { records } = await readRepomd(location, { timeout, ...(signal && { signal }) });
    return new SourceRepository(repoUrl(location), records, cache, timeout, signal);
  }

  /** Whether the index names data of this kind. */
  has(type: string): boolean {
    return this.records.has(type);
  }

  /** The elements of the packages of one of the lists as they stand there, some at a time. */
  packages(type: PackageListType): AsyncGenerator<Buffer[], void, undefined> {
    return readPackageElements(this.content(type));
  }

  /** The elements of a name directly below the root of a metadata file. */
  async *elements(type: string, name: string): AsyncGenerator<XmlElement, void, undefined> {
    for await (const element of readElements(this.content(type))) {
      if (localName(element.name) === name) yield element;
    }
  }

  /**
   * The decompressed content of a metadata file. Throws RepodataError when the index does not name it, or the file does
   * not have the checksum of the index.
   */
  async *content(type: string): AsyncGenerator<Buffer, void, undefined> {
    const record = this.records.get(type);
    if (record === undefined) throw new RepodataError(`${withoutLogin(this.url)} has no ${type} metadata`);
    const extension = /\.([a-z0-9]+)$/.exec(record.location)?.[1] ?? '';
    const path = await this.localPath(record);
    for await (const piece of decompress(createReadStream(path), COMPRESSORS[extension] ?? 'none')) {
      this.signal?.throwIfAborted();
      yield piece;
    }
  }

  private async localPath(record: RepomdRecord): Promise<string> {
    const known = this.paths.get(record.type);
    if (known !== undefined) return known;
    const url = repoFileUrl(this.url, record.location, record.base);
    const content = checked(await openRepoFile(url, this.timeout, this.signal), record, url, this.signal);
    let target: string;
    if (url.startsWith('file:')) {
      target = fileURLToPath(url);
      for await (const chunk of content) void chunk;
    } else {
      target = join(this.cache, `metadata-${this.paths.size}`);
      await pipeline(content, createWriteStream(target));
    }
    this.paths.set(record.type, target);
    return target;
  }
}

/** Passes the stream on and fails at its end unless it is the file the index describes. */
async function* checked(
  stream: Readable,
  record: RepomdRecord,
  url: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  const algorithm = HASHES[record.checksumType];
  if (algorithm === undefined)
    throw new RepodataError(`${withoutLogin(url)}: unknown checksum type ${record.checksumType}`);
  const hash = createHash(algorithm);
  const limit = record.size ?? MAX_FILE_SIZE;
  let size = 0;
  for await (const chunk of stream) {
    signal?.throwIfAborted();
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > limit)
      throw new RepodataError(
        `${withoutLogin(url)} is larger than repomd.xml says: more than ${limit} bytes`,
      );
    hash.update(bytes);
    yield bytes;
  }
  if (hash.digest('hex') !== record.checksum.toLowerCase()) {
    throw new RepodataError(`${withoutLogin(url)} does not have the checksum that repomd.xml names`);
  }
}
