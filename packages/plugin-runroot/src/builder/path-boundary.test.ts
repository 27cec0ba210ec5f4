import { describe, expect, it } from 'vitest';
import { below, normalizePath } from './path-boundary.js';

describe('what is below a folder', () => {
  it('is told by whole names', () => {
    expect(below('/mnt/work', '/mnt/work')).toBe('');
    expect(below('/mnt/work', '/mnt/work/a/b')).toBe('a/b');
    expect(below('/mnt/work', '/mnt/workbench')).toBeUndefined();
    expect(below('/mnt/work', '/mnt')).toBeUndefined();
    expect(below('/', '/anything')).toBe('anything');
  });

  it('does not include the folder itself when it is written with a slash', () => {
    expect(below('/mnt/work/', '/mnt/work')).toBeUndefined();
    expect(below('/mnt/work/', '/mnt/work/a')).toBe('a');
  });
});

it('normalizes without making a relative path absolute', () => {
  expect(normalizePath('/mnt//data/./a/../b/')).toBe('/mnt/data/b');
  expect(normalizePath('/../etc')).toBe('/etc');
  expect(normalizePath('mnt/work')).toBe('mnt/work');
  expect(normalizePath('/')).toBe('/');
});
