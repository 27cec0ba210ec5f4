import { describe, expect, it } from 'vitest';
import { pathOf, readTarget } from './request-target.js';

const namesOf = (url: string) => readTarget(url)?.names;

describe('the target of a request', () => {
  it('is names, decoded once', () => {
    expect(readTarget('/kojifiles/a%2Bb/c+d/?x=%2B')).toEqual({
      names: ['kojifiles', 'a+b', 'c+d'],
      slash: true,
      query: '?x=%2B',
    });
    expect(namesOf('/a%252Bb')).toEqual(['a%2Bb']);
    expect(namesOf('/%e2%82%ac/\xe2\x82\xac')).toEqual(['€', '€']);
    expect(namesOf('/a;b=1/c:d/e\\f/..;/g')).toEqual(['a;b=1', 'c:d', 'e\\f', '..;', 'g']);
  });

  it('knows no empty names and resolves dots after decoding', () => {
    expect(namesOf('//a///b')).toEqual(['a', 'b']);
    expect(namesOf('/a/./b/../c/%2e%2E/%2e/d')).toEqual(['a', 'd']);
    expect(readTarget('/a/..')).toEqual({ names: [], slash: true, query: '' });
    expect(readTarget('/a/b/.')?.slash).toBe(true);
    expect(readTarget('/a/b')?.slash).toBe(false);
  });

  it('leaves out the host and the fragment', () => {
    expect(namesOf('http://evil.example.com/kojifiles/a')).toEqual(['kojifiles', 'a']);
    expect(namesOf('http://evil.example.com')).toEqual([]);
    expect(readTarget('/a#/../b?c')).toEqual({ names: ['a'], slash: false, query: '' });
  });

  it('is nothing when it leads above the root or is written wrongly', () => {
    const wrong = [
      '/..',
      '/a/../../b',
      '/%2e%2e/a',
      '/a%2fb',
      '/a%2F..%2Fb',
      '/a%00',
      '/a%',
      '/a%zz',
      '/%ff',
      '/%c0%ae',
      '*',
      'a',
    ];
    for (const url of wrong) expect(readTarget(url), url).toBeUndefined();
  });

  it('is written in one way', () => {
    expect(pathOf([], true)).toBe('/');
    expect(pathOf(['a b', 'c+d?e#f%g\\h'], true)).toBe('/a%20b/c+d%3Fe%23f%25g%5Ch/');
    expect(namesOf(pathOf(['€', '..;', 'x%2Fy'], false))).toEqual(['€', '..;', 'x%2Fy']);
  });
});
