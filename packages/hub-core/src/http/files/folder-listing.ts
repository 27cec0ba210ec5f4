import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePath } from '@kojikit/protocol';
import type { Served, ServedArea } from './served-area.js';

/** Names that are in memory at a time; a larger folder comes in several sorted parts. */
const PART = 5000;
const STATS_AT_A_TIME = 64;

/** The headers of a listing: a page of ours, which loads nothing. */
export const LISTING_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

interface Entry {
  readonly name: string;
  readonly folder: boolean;
  readonly size: number;
  readonly changed: Date;
}

/**
 * The page that lists a folder, piece by piece: names in order, with size and time of change. Names that begin with a
 * dot, and links to what is not served, are left out.
 * @param title the folder's address, for a person to read.
 * @param top whether there is nothing above.
 */
export async function* folderListing(
  area: ServedArea,
  folder: Served,
  { title, top }: { readonly title: string; readonly top: boolean },
): AsyncGenerator<string> {
  yield head(`Index of ${title}`);
  if (!top) yield '<tr><td><a href="../">Parent folder</a></td><td></td><td></td></tr>\n';
  for await (const names of partsOf(folder)) {
    for (let start = 0; start < names.length; start += STATS_AT_A_TIME) {
      const some = names.slice(start, start + STATS_AT_A_TIME);
      const entries = await Promise.all(some.map((name) => entryOf(area, folder, name)));
      yield entries.map((entry) => (entry === undefined ? '' : row(entry))).join('');
    }
  }
  yield '</table></body></html>\n';
}

async function* partsOf({ path, only }: Served): AsyncGenerator<string[]> {
  if (only !== undefined) return yield [...only].sort();
  let names: string[] = [];
  for await (const { name } of await opendir(path)) {
    if (name.startsWith('.')) continue;
    names.push(name);
    if (names.length < PART) continue;
    yield names.sort();
    names = [];
  }
  yield names.sort();
}

/* Nothing when it has gone meanwhile, or is not served. */
async function entryOf(area: ServedArea, folder: Served, name: string): Promise<Entry | undefined> {
  const found = await area.resolve(join(folder.path, name)).catch(() => undefined);
  const stats = found && (await stat(found.path).catch(() => undefined));
  if (found === undefined || stats === undefined) return undefined;
  return { name, folder: found.kind === 'folder', size: stats.size, changed: stats.mtime };
}

function head(title: string): string {
  const text = escape(title);
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text}</title>
<style>body{font:1rem/1.5 sans-serif;margin:1.5rem}td,th{text-align:left;padding-right:2rem}td:nth-child(n+2){white-space:nowrap}</style></head>
<body><h1>${text}</h1>
<table><tr><th>Name</th><th>Last change (UTC)</th><th>Size</th></tr>
`;
}

function row({ name, folder, size, changed }: Entry): string {
  const slash = folder ? '/' : '';
  const link = `<a href="./${escape(encodePath(name))}${slash}">${escape(name)}${slash}</a>`;
  const time = changed.toISOString().slice(0, 16).replace('T', ' ');
  return `<tr><td>${link}</td><td>${time}</td><td>${folder ? '-' : shownSize(size)}</td></tr>\n`;
}

function shownSize(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), 4);
  return power === 0 ? String(bytes) : `${(bytes / 1024 ** power).toFixed(1)}${' KMGT'[power]}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
