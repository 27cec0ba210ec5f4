import { describe, expect, it } from 'vitest';
import { incrementRelease } from './next-release.js';

describe('the release after', () => {
  it.each([
    [undefined, '1'],
    ['123', '124'],
    ['123.el8', '124.el8'],
    ['123.snapshot.456', '123.snapshot.457'],
    ['99999999999999999999', '100000000000000000000'],
  ])('%s is %s', (last, next) => {
    expect(incrementRelease(last, 1)).toBe(next);
  });

  it.each(['1-1', 'el8.1', '1.2.x', '1.2.3.4'])('%s is unknown', (last) => {
    expect(() => incrementRelease(last, 1)).toThrow(`Unable to increment release value: ${last}`);
  });
});
