import { expect, it } from 'vitest';
import { encodePath } from './encode-path.js';

it('a path in a URL leads to the file of that name', () => {
  for (const name of [
    'libstdc++-1-1.x86_64.rpm',
    'a b',
    '100%',
    'a%2Bb',
    'a#b',
    'a?b=c',
    'ü€',
    'a\\b',
    'a;b&c=d',
    '"<>`',
  ]) {
    const url = new URL(`http://h/kojifiles/${encodePath(`packages/${name}/x`)}`);
    expect(decodeURIComponent(url.pathname)).toBe(`/kojifiles/packages/${name}/x`);
    expect([url.search, url.hash]).toEqual(['', '']);
  }
  expect(encodePath('a/libstdc++-1.rpm')).toBe('a/libstdc++-1.rpm');
});
