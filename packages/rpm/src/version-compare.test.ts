import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasProgram, run } from '../test/tools.js';
import { compareEvr, compareVersions } from './version-compare.js';

describe('compareVersions', () => {
  it.each([
    ['1.0', '1.0', 0],
    ['1.0', '1.00', 0],
    ['1.0', '1-0', 0],
    ['2.0', '10.0', -1],
    ['1.0', '1.0.1', -1],
    ['1.0a', '1.0', 1],
    ['1.a', '1.1', -1],
    ['1.0~rc1', '1.0', -1],
    ['1.0~rc1', '1.0~rc2', -1],
    ['1.0^git1', '1.0', 1],
    ['1.0^git1', '1.0.1', -1],
    ['1.0^git1~pre', '1.0^git1', -1],
    ['a', 'A', 1],
    ['', '1', -1],
    ['99999999999999999999999', '99999999999999999999998', 1],
    ['', '', 0],
  ] as const)('%s against %s is %d', (left, right, order) => {
    expect(compareVersions(left, right)).toBe(order);
    expect(compareVersions(right, left)).toBe(order === 0 ? 0 : -order);
  });

  it('orders random versions as rpm does', ({ skip }) => {
    skip(!hasProgram('rpm'), 'rpm is not installed');
    // rpm splits what it is given at dashes, so they are no part of this.
    const piece = fc.constantFrom(
      '0',
      '1',
      '2',
      '10',
      '007',
      'a',
      'b',
      'rc',
      'Z',
      '.',
      '_',
      '~',
      '^',
      '+',
      '..',
    );
    const version = fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(''));
    const pairs = fc.sample(fc.tuple(version, version), 1500);
    // One macro may not be too long, so rpm is asked in batches of one process each.
    for (let start = 0; start < pairs.length; start += 300) {
      const batch = pairs.slice(start, start + 300);
      const calls = batch.map(([left, right]) => `print(rpm.vercmp("${left}","${right}").." ")`);
      const answers = run('rpm', ['--eval', `%{lua: ${calls.join(' ')}}`])
        .trim()
        .split(/\s+/)
        .map(Number);
      expect(answers).toHaveLength(batch.length);
      batch.forEach(([left, right], index) => {
        expect(compareVersions(left, right), `${left} against ${right}`).toBe(answers[index]);
      });
    }
  });
});

describe('compareEvr', () => {
  it('looks at the epoch first, and a missing one is 0', () => {
    expect(compareEvr({ epoch: 1, version: '1', release: '1' }, { version: '9', release: '9' })).toBe(1);
    expect(compareEvr({ epoch: '0', version: '1', release: '1' }, { version: '1', release: '1' })).toBe(0);
    expect(compareEvr({ version: '1', release: '2' }, { version: '1', release: '10' })).toBe(-1);
  });
});
