import { openRepoFile, repoUrl, withoutLogin } from './repo-location.js';
import type { Repomd, RepomdRecord } from './repomd.js';
import { RepodataError } from './repodata-error.js';
import type { XmlElement } from './xml-elements.js';
import { childElement, childText, elementText, localName, readElements } from './xml-elements.js';

const MAX_REPOMD_SIZE = 16 * 1024 * 1024;
const DEFAULT_TIMEOUT = 600_000;

/**
 * Reads the index of a repository's metadata. Throws RepodataError when there is none or it is damaged.
 *
 * @param location URL (http, https, file) or absolute path of the repository.
 * @param options.timeout Milliseconds. Default ten minutes.
 * @param options.signal Ends the transfer.
 */
export async function readRepomd(
  location: string,
  options: { timeout?: number; signal?: AbortSignal } = {},
): Promise<Repomd> {
  const url = `${repoUrl(location)}repodata/repomd.xml`;
  try {
    return await parseRepomd(await openRepoFile(url, options.timeout ?? DEFAULT_TIMEOUT, options.signal));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RepodataError(`Cannot load ${withoutLogin(url)}: ${reason}`, { cause });
  }
}

/** Reads a repomd.xml that comes in pieces. Throws RepodataError when it is damaged or larger than 16 MiB. */
export async function parseRepomd(document: AsyncIterable<unknown> | Iterable<unknown>): Promise<Repomd> {
  const repomd: Repomd = { revision: '', records: [] };
  for await (const element of readElements(limited(document))) {
    if (localName(element.name) === 'revision') repomd.revision = elementText(element).trim();
    if (localName(element.name) === 'data') repomd.records.push(parseRecord(element));
  }
  return repomd;
}

function parseRecord(element: XmlElement): RepomdRecord {
  const type = element.attributes['type'];
  const location = childElement(element, 'location');
  const href = location?.attributes['href'];
  if (type === undefined || href === undefined) throw new RepodataError('a record has no type or location');
  return {
    type,
    location: href,
    base: location?.attributes['xml:base'],
    checksumType: childElement(element, 'checksum')?.attributes['type'] ?? '',
    checksum: childText(element, 'checksum')?.trim() ?? '',
    openChecksum: childText(element, 'open-checksum')?.trim(),
    size: number(childText(element, 'size')),
    openSize: number(childText(element, 'open-size')),
    timestamp: number(childText(element, 'timestamp')),
  };
}

function number(text: string | undefined): number | undefined {
  const value = Number(text);
  return text === undefined || text.trim() === '' || !Number.isFinite(value) ? undefined : value;
}

async function* limited(stream: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > MAX_REPOMD_SIZE) throw new RepodataError('repomd.xml is too large');
    yield bytes;
  }
}
