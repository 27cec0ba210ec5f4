import { describe, expect, it } from 'vitest';
import { chainLevels } from './chain-levels.js';

describe('the sources of a chain', () => {
  it('are parted by colons, however many stand together', () => {
    expect(chainLevels([':', 'git://h/a#1', 'git://h/b#1', ':', ':', 'lib-1.0-1', ':'])).toEqual([
      ['git://h/a#1', 'git://h/b#1'],
      ['lib-1.0-1'],
    ]);
  });

  it.each(['lib', 'lib-1.0', './lib-1.0-1', 'lib-1.0-1.src.rpm'])('%s is none', (word) => {
    expect(() => chainLevels(['git://h/a#1', ':', word])).toThrow(
      `"${word}" is not a SCM URL or package N-V-R`,
    );
  });

  it('are no chain without a colon between them', () => {
    expect(() => chainLevels(['git://h/a#1', 'git://h/b#1', ':'])).toThrow('at least one dependency');
  });
});
