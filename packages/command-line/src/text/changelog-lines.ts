import type { ChangelogEntry } from '@kojikit/protocol';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A changelog as a spec file has it, an empty line behind each entry. */
export function changelogLines(entries: readonly ChangelogEntry[]): string[] {
  return entries.flatMap(({ date, author, text }) => [
    `* ${day(String(date))} ${author}`,
    ...text.split('\n'),
    '',
  ]);
}

/** The day of a time as the hub writes it: `Wed Mar 03 2021`. */
function day(time: string): string {
  const [, year = '', month = '', date = ''] = /^(\d{4})-?(\d\d)-?(\d\d)/.exec(time) ?? [];
  const weekday = DAYS[new Date(`${year}-${month}-${date}T00:00:00Z`).getUTCDay()] ?? '';
  return `${weekday} ${MONTHS[Number(month) - 1] ?? ''} ${date} ${year}`;
}
