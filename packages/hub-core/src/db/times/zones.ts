import type { Abbreviation } from './abbreviations.js';
import { dayOfEpoch, daysSinceEpoch } from './calendar.js';

/** What a name of a time zone means: how many seconds east of UTC its clocks are. */
export interface Zone {
  /** At a moment, in seconds since 1970. */
  readonly offsetAt: (seconds: number) => number;
}

const DAY = 86_400;
const HOUR = 3600;
/** The calendar repeats itself: a moment as many seconds later has the same date in the year, on the same weekday. */
const CALENDAR_CYCLE = 146_097 * DAY;
/** How far from 1970 JavaScript has dates, with room for a cycle. */
const LAST_DATE = 8.64e12 - CALENDAR_CYCLE;

/**
 * Java's abbreviations, which the library of the runtime takes for names of zones and IANA does not have. Those that mean
 * something to PostgreSQL are found among its own.
 */
const notOfIana = new Set(
  'act aet agt art ast bet bst cat cnt cst ctt eat ect iet ist jst mit net nst plt pnt prt pst sst vst'.split(
    ' ',
  ),
);

const named = new Map<string, Zone | undefined>();
/** Names come from callers: how many of them may be kept. */
const MAX_NAMED = 1000;

/** The zone of a name in lower case, of IANA's list or as POSIX writes it (`est5edt`, `utc+3`); undefined for others. */
export function namedZone(name: string): Zone | undefined {
  if (!named.has(name)) {
    if (named.size >= MAX_NAMED) named.clear();
    named.set(name, ianaZone(name) ?? posixZone(name));
  }
  return named.get(name);
}

/** What an abbreviation in lower case stands for: seconds east of UTC, or the zone of its place. */
export function abbreviatedZone(name: string, { meaning }: Abbreviation): Zone | number | undefined {
  if (name === 'msk') return moscow;
  return typeof meaning === 'string' ? namedZone(meaning.toLowerCase()) : meaning;
}

/** Moscow's winter time, also where Moscow had summer time: an hour more in the years when there was no change. */
const moscow: Zone = {
  offsetAt: (seconds) => (seconds >= 1_301_180_400 && seconds < 1_414_274_400 ? 4 * HOUR : 3 * HOUR),
};

/**
 * The moment at which clocks of a zone show a time: `local` is what they show, as if it were UTC. Where clocks are put
 * forward and the time is none, the offset of before counts; where they are put back and it comes twice, that of after.
 */
export function utcOfLocal(local: number, { offsetAt }: Zone): number {
  const before = local - offsetAt(local - DAY);
  const after = local - offsetAt(local + DAY);
  if (before === after) return before;
  const isBefore = local - offsetAt(before) === before;
  const isAfter = local - offsetAt(after) === after;
  if (isBefore !== isAfter) return isBefore ? before : after;
  return Math.max(before, after);
}

function ianaZone(name: string): Zone | undefined {
  if (notOfIana.has(name) || name.startsWith('systemv/')) return undefined;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    return { offsetAt: (seconds) => shownOffset(format, seconds) };
  } catch {
    return undefined;
  }
}

function shownOffset(format: Intl.DateTimeFormat, seconds: number): number {
  const beyond = Math.ceil((Math.abs(seconds) - LAST_DATE) / CALENDAR_CYCLE);
  const cycles = Math.sign(seconds) * Math.max(0, beyond);
  const date = new Date((seconds - cycles * CALENDAR_CYCLE) * 1000);
  const shown = format.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const parts = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(shown);
  if (parts === null) return 0;
  const [, sign, hours, minutes, rest = '0'] = parts;
  const offset = Number(hours) * HOUR + Number(minutes) * 60 + Number(rest);
  return sign === '-' ? -offset : offset;
}

const posixShape =
  /^[^\d,+-]+(?<standard>[+-]?\d+(?::\d+){0,2})(?:(?<summerName>[^\d,:+-][^\d,+-]*)(?<summer>[+-]?\d+(?::\d+){0,2})?)?$/;

/** A zone as POSIX writes it, seconds to the west. Where it has summer time, that is from March to November. */
function posixZone(name: string): Zone | undefined {
  const parts = posixShape.exec(name)?.groups;
  if (parts === undefined) return undefined;
  const { standard, summerName, summer } = parts;
  const west = posixOffset(standard!);
  const summerWest = summer === undefined ? west - HOUR : posixOffset(summer);
  if (Number.isNaN(west) || Number.isNaN(summerWest)) return undefined;
  if (summerName === undefined) return { offsetAt: () => -west };
  return {
    offsetAt: (seconds) => {
      const { year } = dayOfEpoch(Math.floor((seconds - west) / DAY));
      const start = sundayOf(year, 3, 2) * DAY + 2 * HOUR + west;
      const end = sundayOf(year, 11, 1) * DAY + 2 * HOUR + summerWest;
      return seconds >= start && seconds < end ? -summerWest : -west;
    },
  };
}

/** The day, counted from 1970, of a month's first or second Sunday. */
function sundayOf(year: number, month: number, which: number): number {
  const first = daysSinceEpoch({ year, month, day: 1 });
  // 1970-01-04 was a Sunday.
  return first + ((((3 - first) % 7) + 7) % 7) + (which - 1) * 7;
}

function posixOffset(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[+-]/, '').split(':').map(Number);
  if (hours > 167 || minutes > 59 || seconds > 60) return Number.NaN;
  const offset = hours * HOUR + minutes * 60 + seconds;
  return text.startsWith('-') ? -offset : offset;
}
