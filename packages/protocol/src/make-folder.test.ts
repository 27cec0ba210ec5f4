import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.js';

describe('making a folder that somebody named', () => {
  let top = '';
  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), 'kojikit-folder-'));
  });
  afterEach(() => rmSync(top, { recursive: true, force: true }));

  it('makes those above it, and leaves alone what is there', () => {
    makeFolder(join(top, 'a', 'b', 'c'));
    makeFolder(join(top, 'a', 'b'));
    expect(statSync(join(top, 'a', 'b', 'c')).isDirectory()).toBe(true);
  });

  it('follows a link to a folder', () => {
    makeFolder(join(top, 'real'));
    symlinkSync('real', join(top, 'link'));
    makeFolder(join(top, 'link', 'inner'));
    expect(existsSync(join(top, 'real', 'inner'))).toBe(true);
  });

  it('fails below a file, in place of a file and in place of a link that leads nowhere', () => {
    writeFileSync(join(top, 'file'), '');
    symlinkSync('nowhere', join(top, 'dangling'));
    expect(() => makeFolder(join(top, 'file', 'inner'))).toThrow(/ENOTDIR/);
    expect(() => makeFolder(join(top, 'file'))).toThrow(/ENOTDIR/);
    expect(() => makeFolder(join(top, 'dangling'))).toThrow(/ENOENT/);
  });

  it('fails at once where the file system takes no folders', ({ skip }) => {
    skip(!existsSync('/proc/self'), 'there is no /proc');
    expect(() => makeFolder('/proc/kojikit/inner')).toThrow(/ENOENT/);
  });
});
