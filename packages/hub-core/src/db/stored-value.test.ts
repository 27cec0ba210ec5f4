import { double } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { storedValue } from './stored-value.js';

describe('a value that is stored', () => {
  it.each([
    ['tag_config', 'perm_id', '7', 7],
    ['tag_config', 'perm_id', 1.5, 2],
    ['tag_config', 'perm_id', -1.5, -2],
    ['tag_config', 'perm_id', [3], 3],
    ['tag_config', 'perm_id', null, null],
    ['rpminfo', 'size', 2 ** 31, 2 ** 31],
    ['rpminfo', 'size', 2n ** 62n, 2n ** 62n],
    ['tag_config', 'locked', 'yes', true],
    ['tag_config', 'locked', 'off', false],
    ['channels', 'description', true, 'true'],
    ['channels', 'description', double(1), '1.0'],
    ['kojikit_notes', 'anything', { a: 1 }, { a: 1 }],
  ])('in %s.%s as %s is %s', (table, column, value, stored) => {
    expect(storedValue(table, column, value)).toEqual(stored);
  });

  it.each([
    ['tag_config', 'perm_id', 2 ** 31],
    ['tag_config', 'perm_id', 2n ** 63n],
    ['tag_config', 'perm_id', 'seven'],
    ['tag_config', 'perm_id', true],
    ['tag_config', 'locked', 1],
    ['tag_config', 'locked', 'perhaps'],
    ['channels', 'description', { a: 1 }],
    ['rpminfo', 'arch', 'x'.repeat(17)],
    ['rpminfo', 'size', 2n ** 63n],
  ])('is refused in %s.%s as %s', (table, column, value) => {
    expect(() => storedValue(table, column, value)).toThrow();
  });
});
