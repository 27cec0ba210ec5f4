import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { parseTime } from './parse-time.js';

const now = new Date(2026, 4, 6, 7, 8, 9);
const local = (...parts: [number, number, number, number?, number?, number?]): number =>
  new Date(parts[0], parts[1] - 1, parts[2], parts[3] ?? 0, parts[4] ?? 0, parts[5] ?? 0).getTime() / 1000;

describe('reading a moment', () => {
  it.each([
    ['1234567890', 1234567890],
    ['1234567890.5', 1234567890.5],
    ['2020-12-31 12:35', local(2020, 12, 31, 12, 35)],
    ['2020-12-31T12:35:07.25Z', local(2020, 12, 31, 12, 35, 7)],
    ['2020-12-31', local(2020, 12, 31)],
    ['20201231', 20201231],
    ['December 31st 12:35', local(2026, 12, 31, 12, 35)],
    ['31 Dec 2020', local(2020, 12, 31)],
    ['Sat, 07 Sep 2002 00:00:01', local(2002, 9, 7, 0, 0, 1)],
    ['12/31/2020', local(2020, 12, 31)],
    ['31/12/2020', local(2020, 12, 31)],
    ['12:35', local(2026, 5, 6, 12, 35)],
    ['3:05 pm', local(2026, 5, 6, 15, 5)],
  ])('%s', (text, expected) => {
    expect(parseTime(text, now)).toBe(expected);
  });

  it.each(['yesterday', '2020-13-01', '2021-02-29', '25:00', '', '31 31 31 31'])('refuses %j', (text) => {
    expect(parseTime(text, now)).toBeUndefined();
  });
});

interface Table {
  now: string;
  zones: string[];
  /** A text, and what it is in each zone: seconds, false where it is refused, null where the C library is undecided. */
  rows: [string, ...(number | false | null)[]][];
}

describe('times as Koji reads them', () => {
  const table = JSON.parse(
    readFileSync(new URL('../../../fixtures/times/dateutil.json', import.meta.url), 'utf8'),
  ) as Table;
  const before = process.env['TZ'];
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  it.each(table.zones.map((zone, index) => [zone, index + 1] as const))('in %s', (zone, column) => {
    process.env['TZ'] = zone;
    const today = new Date(`${table.now}`);
    const differing = table.rows
      .map((row) => ({
        text: row[0],
        koji: row[column],
        ours: row[column] === null ? null : (parseTime(row[0], today) ?? false),
      }))
      .filter(({ koji, ours }) => koji !== ours);
    expect(differing).toEqual([]);
    expect(table.rows.filter((row) => typeof row[column] === 'number').length).toBeGreaterThan(300);
  });
});
