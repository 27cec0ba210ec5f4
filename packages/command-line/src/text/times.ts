import { Double } from '@kojikit/protocol';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function clock(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

function secondsOf(value: unknown): number | undefined {
  if (value instanceof Double) return value.value;
  return typeof value === 'number' ? value : undefined;
}

/**
 * A moment as `YYYY-MM-DD hh:mm:ss`: seconds since 1970 in local time, the hub's own texts without their fraction
 * (and what follows it), nothing for no value.
 */
export function formatTime(value: unknown): string {
  const seconds = secondsOf(value);
  if (seconds !== undefined) {
    const date = new Date(seconds * 1000);
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock(date)}`;
  }
  if (value === null || value === undefined || value === '') return '';
  const text = `${value as string}`;
  const dot = text.lastIndexOf('.');
  return dot < 0 ? text : text.slice(0, dot);
}

/** A moment as `Sat, 07 Sep 2002 00:00:01 UTC` in the local zone; nothing for no value. */
export function formatTimeLong(value: unknown): string {
  const seconds = secondsOf(value);
  if (seconds === undefined && (value === null || value === undefined || value === '')) return '';
  const date = seconds === undefined ? hubDate(`${value as string}`) : new Date(seconds * 1000);
  const day = `${DAYS[date.getDay()]}, ${two(date.getDate())} ${MONTHS[date.getMonth()]} ${date.getFullYear()}`;
  return `${day} ${clock(date)} ${zoneName(date)}`;
}

/** A moment as C's `asctime` writes it: `Sat Sep  7 00:00:01 2002`, in local time or in UTC. */
export function formatTimeC(seconds: number, utc = false): string {
  const local = new Date(seconds * 1000);
  // Shown with the local getters, so UTC is reached by moving the clock.
  const date = utc ? new Date(local.getTime() + local.getTimezoneOffset() * 60_000) : local;
  const day = String(date.getDate()).padStart(2, ' ');
  return `${DAYS[date.getDay()]} ${MONTHS[date.getMonth()]} ${day} ${clock(date)} ${date.getFullYear()}`;
}

/** Reads a hub's time text (`2026-01-02 03:04:05.678+00:00`); without a zone it is local time. */
export function hubDate(text: string): Date {
  const iso = text
    .trim()
    .replace(' ', 'T')
    .replace(/(\.\d{3})\d+/, '$1')
    .replace(/([+-]\d{2})$/, '$1:00');
  return new Date(iso);
}

function zoneName(date: Date): string {
  if (date.getTimezoneOffset() === 0 && /^(UTC|Etc\/UTC|)$/.test(process.env['TZ'] ?? 'UTC')) return 'UTC';
  const parts = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts(date);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
}
