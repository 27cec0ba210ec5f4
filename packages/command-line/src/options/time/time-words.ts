/** What a word or sign of a moment means; looked up in lower case. */
const table = (...rows: readonly string[]): ReadonlyMap<string, number> =>
  new Map(rows.flatMap((row, index) => row.split(' ').map((word) => [word, index] as const)));

/** 0 is Monday. */
export const WEEKDAYS = table(
  'mon monday',
  'tue tuesday',
  'wed wednesday',
  'thu thursday',
  'fri friday',
  'sat saturday',
  'sun sunday',
);

/** 0 is January. */
export const MONTHS = table(
  'jan january',
  'feb february',
  'mar march',
  'apr april',
  'may',
  'jun june',
  'jul july',
  'aug august',
  'sep sept september',
  'oct october',
  'nov november',
  'dec december',
);

/** 0 hours, 1 minutes, 2 seconds. */
export const UNITS = table('h hour hours', 'm minute minutes', 's second seconds');

/** 0 before noon, 1 after it. */
export const HALVES = table('am a', 'pm p');

const JUMPS: ReadonlySet<string> = new Set([
  ...[' ', '.', ',', ';', '-', '/', "'"],
  ...['at', 'on', 'and', 'ad', 'm', 't', 'of', 'st', 'nd', 'rd', 'th'],
]);
const UTC_NAMES: ReadonlySet<string> = new Set(['utc', 'gmt', 'z']);

/** Whether a token may stand anywhere and means nothing. */
export const isJump = (token: string | undefined): boolean =>
  token !== undefined && JUMPS.has(token.toLowerCase());

/** Whether a zone's name is one of UTC's. */
export const isUtcName = (name: string): boolean => UTC_NAMES.has(name.toLowerCase());

/** Whether a token is spelled like the name of a zone. */
export const looksLikeZone = (token: string): boolean => /^([A-Z]{1,5}|z)$/.test(token);

/** What a token means in a table. */
export const meaning = (words: ReadonlyMap<string, number>, token: string | undefined): number | undefined =>
  token === undefined ? undefined : words.get(token.toLowerCase());
