import { describe, expect, it } from 'vitest';
import { formatTime, formatTimeC, formatTimeLong } from './times.js';

process.env['TZ'] = 'UTC';

describe('times', () => {
  it('shows time stamps and cuts the fraction of texts', () => {
    expect(formatTime(1031356801.9)).toBe('2002-09-07 00:00:01');
    expect(formatTime('2002-09-07 00:00:01.123+00:00')).toBe('2002-09-07 00:00:01');
    expect(formatTime(null)).toBe('');
  });

  it('shows a long form with day and zone', () => {
    expect(formatTimeLong(1031356801)).toBe('Sat, 07 Sep 2002 00:00:01 UTC');
    expect(formatTimeLong('2002-09-07 02:00:01.123456+02:00')).toBe('Sat, 07 Sep 2002 00:00:01 UTC');
    expect(formatTimeLong(undefined)).toBe('');
  });

  it('pads the day with a blank in the form of C', () => {
    expect(formatTimeC(1031356801)).toBe('Sat Sep  7 00:00:01 2002');
    expect(formatTimeC(1031356801, true)).toBe('Sat Sep  7 00:00:01 2002');
  });
});
