import { readFile } from 'node:fs/promises';

const PATIENCE_MS = 5000;
const LARGEST = 1024 * 1024;

/** When the metadata of a package repo was made, in seconds since 1970; 0 when that cannot be read. */
export async function repodataTime(url: string): Promise<number> {
  try {
    return latestTimestamp(await readText(new URL('repodata/repomd.xml', url)));
  } catch {
    return 0;
  }
}

/** The latest timestamp in a `repomd.xml`, rounded to seconds; 0 when there is none. */
export function latestTimestamp(repomd: string): number {
  const times = [...repomd.matchAll(/<(?:[\w-]+:)?timestamp>\s*([\d.]+)\s*</g)].map((match) =>
    Number(match[1]),
  );
  return Math.round(Math.max(0, ...times.filter(Number.isFinite)));
}

async function readText(url: URL): Promise<string> {
  if (url.protocol === 'file:') return readFile(url, 'utf8');
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`${url.href}: ${response.status}`);
  const text = await response.text();
  if (text.length > LARGEST) throw new Error(`${url.href} is too large`);
  return text;
}
