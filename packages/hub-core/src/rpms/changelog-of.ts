import type { ChangelogEntry } from '@kojikit/protocol';
import { getHeaderField, type RpmHeader } from '@kojikit/rpm';
import { printableText } from './printable-text.js';

/** The changelog of a package, newest first as rpm has it. */
export function changelogOf(header: RpmHeader): ChangelogEntry[] {
  const field = (name: string): unknown[] => listOf(getHeaderField(header, name));
  const [times, authors, texts] = [field('changelogtime'), field('changelogname'), field('changelogtext')];
  return times.map((time, index) => ({
    date: new Date(Number(time) * 1000).toISOString().slice(0, 19).replace('T', ' '),
    date_ts: Number(time),
    author: printableText(authors[index]),
    text: printableText(texts[index]),
  }));
}

function listOf(field: unknown): unknown[] {
  return Array.isArray(field) ? field : field === null || field === undefined ? [] : [field];
}
