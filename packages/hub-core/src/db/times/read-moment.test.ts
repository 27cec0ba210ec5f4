import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readMoment } from './read-moment.js';
import { UnreadableTime } from './unreadable-time.js';
import { writeMoment } from './write-moment.js';

/** What PostgreSQL made of texts: microseconds since 1970, an end of time, or the code of its refusal. */
const recorded = JSON.parse(
  readFileSync(new URL('../../../fixtures/times/postgresql.json', import.meta.url), 'utf8'),
) as Record<string, string>;

function outcomeOf(text: string): string {
  try {
    const moment = readMoment(text);
    if (typeof moment === 'string') return moment;
    return String(BigInt(moment.seconds) * 1_000_000n + BigInt(moment.micros));
  } catch (error) {
    if (error instanceof UnreadableTime) return error.code;
    throw error;
  }
}

const noon = () => Date.UTC(2020, 1, 29, 12, 30, 15, 250);
const at = (text: string) => {
  const moment = readMoment(text, noon);
  return typeof moment === 'string' ? moment : writeMoment(moment);
};

describe('a time as text', () => {
  it('means what PostgreSQL makes of it', () => {
    const texts = Object.keys(recorded);
    expect(texts.length).toBeGreaterThan(2000);
    const ours = Object.fromEntries(texts.map((text) => [text, outcomeOf(text)]));
    expect(ours).toEqual(recorded);
  });

  it('may be told from the present', () => {
    expect(at('now')).toBe('2020-02-29 12:30:15.250000+00:00');
    expect(at('today')).toBe('2020-02-29 00:00:00.000000+00:00');
    expect(at('yesterday 04:05')).toBe('2020-02-28 04:05:00.000000+00:00');
    expect(at('tomorrow allballs')).toBe('2020-03-01 00:00:00.000000+00:00');
    expect(readMoment('now')).toMatchObject({ isNow: true });
    expect(() => at('now 10:00')).toThrow(
      'invalid input syntax for type timestamp with time zone: "now 10:00"',
    );
  });

  it('is refused in the words of PostgreSQL', () => {
    expect(() => at('2020-02-30')).toThrow('date/time field value out of range: "2020-02-30"');
    expect(() => at('soon')).toThrow('invalid input syntax for type timestamp with time zone: "soon"');
    expect(() => at('2020-01-01 00:00+16')).toThrow(
      'time zone displacement out of range: "2020-01-01 00:00+16"',
    );
    expect(() => at('2020-01-01 Nowhere/City')).toThrow('time zone "nowhere/city" not recognized');
    expect(() => at('')).toThrow('invalid input syntax');
    expect(() => at('2'.repeat(500))).toThrow('invalid input syntax');
    expect(() => at('1 '.repeat(30))).toThrow('invalid input syntax');
  });

  it('may lie before year 1 and after 9999', () => {
    expect(at('0044-03-15 BC')).toBe('0044-03-15 00:00:00.000000+00:00 BC');
    expect(at('12345-01-01 01:00 Europe/Prague')).toBe('12345-01-01 00:00:00.000000+00:00');
    expect(at('infinity')).toBe('infinity');
    expect(() => at('294277-01-01')).toThrow('out of range');
    expect(() => at('4715-01-01 BC America/New_York')).toThrow('out of range');
  });
});
