/** What a word in a time means. */
export type Meaning =
  | { readonly kind: 'month'; readonly month: number }
  | { readonly kind: 'reserved'; readonly word: ReservedWord }
  | { readonly kind: 'era'; readonly beforeChrist: boolean }
  | { readonly kind: 'half'; readonly afternoon: boolean }
  /** Daylight saving time, an hour beside the zone before it. */
  | { readonly kind: 'daylight' }
  | { readonly kind: 'weekday' }
  | { readonly kind: 'julian' }
  /** The `T` before a time of day. */
  | { readonly kind: 'timeMark' }
  /** A unit of another use of these words; none stands in a time. */
  | { readonly kind: 'unit' }
  | { readonly kind: 'ignored' };

export type ReservedWord =
  'allballs' | 'epoch' | 'infinity' | '-infinity' | 'now' | 'today' | 'tomorrow' | 'yesterday';

const months = [
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
];

const weekdays =
  'sun sunday mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday sat saturday';

const reserved: readonly ReservedWord[] = [
  'allballs',
  'epoch',
  'infinity',
  '-infinity',
  'now',
  'today',
  'tomorrow',
  'yesterday',
];

const meanings = new Map<string, Meaning>([
  ...months.flatMap((names, index) =>
    names.split(' ').map((name): [string, Meaning] => [name, { kind: 'month', month: index + 1 }]),
  ),
  ...weekdays.split(' ').map((name): [string, Meaning] => [name, { kind: 'weekday' }]),
  ...reserved.map((word): [string, Meaning] => [word, { kind: 'reserved', word }]),
  ...'d dow doy h isodow isoyear m mm s y'
    .split(' ')
    .map((name): [string, Meaning] => [name, { kind: 'unit' }]),
  ...'j jd julian'.split(' ').map((name): [string, Meaning] => [name, { kind: 'julian' }]),
  ['+infinity', { kind: 'reserved', word: 'infinity' }],
  ['ad', { kind: 'era', beforeChrist: false }],
  ['bc', { kind: 'era', beforeChrist: true }],
  ['am', { kind: 'half', afternoon: false }],
  ['pm', { kind: 'half', afternoon: true }],
  ['dst', { kind: 'daylight' }],
  ['t', { kind: 'timeMark' }],
  ['at', { kind: 'ignored' }],
  ['on', { kind: 'ignored' }],
]);

/** What a word means, in lower case; undefined for words that no time has, zones among them. */
export const meaningOf = (word: string): Meaning | undefined => meanings.get(word);
