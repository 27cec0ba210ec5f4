import { describe, expect, it } from 'vitest';
import { formatAge, parseDuration } from './duration.js';

describe('durations', () => {
  it.each([
    ['90', 90 * 86_400],
    ['1.5h', 5400],
    ['2W', 14 * 86_400],
    ['30m', 1800],
    [' never ', null],
  ])('%s is read', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', 'soon', '-1d', '1y', '1d2h'])('%j is refused', (text) => {
    expect(() => parseDuration(text)).toThrow('is no duration');
  });

  it.each(['365001d', '9'.repeat(400), '99999999999999999s'])(
    '%j is longer than any that is meant',
    (text) => {
      expect(() => parseDuration(text)).toThrow('is too long, expected at most 1000 years, or never');
    },
  );

  it('are shown as the clean-up tool shows ages', () => {
    expect(formatAge(3 * 86_400 + 3661)).toBe('3 days, 1:01:01');
    expect(formatAge(86_400)).toBe('1 day, 0:00:00');
    expect(formatAge(59)).toBe('0:00:59');
  });
});
