import { describe, expect, it } from 'vitest';
import { fileBelow } from './file-below.js';

describe('a file named by the hub', () => {
  it('may lie in folders of its own', () => {
    expect(fileBelow('kojilogs/noarch-1', 'rpms/build.log')).toBe('kojilogs/noarch-1/rpms/build.log');
  });

  it.each(['../evil', 'a/../../evil', '/etc/passwd', '..', ''])('cannot leave its folder: %s', (name) => {
    expect(() => fileBelow('kojilogs', name)).toThrow('Invalid file name');
  });
});
