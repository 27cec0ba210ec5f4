import { describe, expect, it } from 'vitest';
import { joinNames } from './join-names.js';
import { parseBuildName } from './parse-build-name.js';

describe('the name of a build', () => {
  it.each([
    ['foo-1-2', { name: 'foo', version: '1', release: '2', epoch: '' }],
    ['perl-Foo-Bar-1.0-1.fc39', { name: 'perl-Foo-Bar', version: '1.0', release: '1.fc39', epoch: '' }],
    ['3:foo-1-2', { name: 'foo', version: '1', release: '2', epoch: '3' }],
  ])('%s', (text, parts) => {
    expect(parseBuildName(text)).toEqual(parts);
  });

  it.each(['bogus', 'foo-1', 'foo-1-', 'foo--1'])('is not %s', (text) => {
    expect(() => parseBuildName(text)).toThrow(`invalid format: ${text}`);
  });

  it('stands in a sentence with others', () => {
    expect(joinNames(['a-1-1'])).toBe('a-1-1');
    expect(joinNames(['a-1-1', 'b-1-1'])).toBe('a-1-1 and b-1-1');
    expect(joinNames(['a-1-1', 'b-1-1', 'c-1-1'])).toBe('a-1-1, b-1-1, and c-1-1');
  });
});
