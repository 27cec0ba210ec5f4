import type { RpmHeader } from '@kojikit/rpm';
import type { ChangelogMetadata } from './package-metadata.js';

const CHANGELOG_LIMIT = 10;

/**
 * The newest ten changelog entries of a package, oldest first. Entries of one time are moved a second apart, so that
 * sorting by date keeps their order.
 */
export function describeChangelogs(header: RpmHeader): ChangelogMetadata[] {
  const times = header.numbers('CHANGELOGTIME').slice(0, CHANGELOG_LIMIT);
  const names = header.strings('CHANGELOGNAME');
  const texts = header.strings('CHANGELOGTEXT');
  const entries: ChangelogMetadata[] = [];
  let lastTime: number | undefined;
  for (const [index, time] of times.entries()) {
    const author = (names[index] ?? '').replace(/ +$/, '');
    entries.push({ author, date: time, text: texts[index] ?? '' });
    if (time === lastTime) spreadNewer(entries, time);
    lastTime = time;
  }
  return entries.reverse();
}

function spreadNewer(entries: ChangelogMetadata[], time: number): void {
  let taken = time;
  for (let index = entries.length - 2; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry?.date !== taken) return;
    entry.date += 1;
    taken += 1;
  }
}
