import { describe, expect, it } from 'vitest';
import { comparePackages } from './compare-packages.js';
import { RpmHeader, type HeaderEntry } from './rpm-header.js';
import { tagByName } from './tags.js';

type Values = Readonly<Record<string, string | readonly string[] | readonly number[]>>;

const PACKAGE: Values = {
  NAME: 'lib',
  VERSION: '1.0',
  RELEASE: '1',
  SUMMARY: 'A library',
  PROVIDENAME: ['lib', 'lib-api'],
  PROVIDEVERSION: ['1.0-1', '2'],
  PROVIDEFLAGS: [8, 8],
  REQUIRENAME: ['/bin/sh'],
  REQUIREVERSION: [''],
  REQUIREFLAGS: [0],
  DIRNAMES: ['/usr/share/lib/'],
  BASENAMES: ['data', 'readme'],
  DIRINDEXES: [0, 0],
  FILEMODES: [0o100644, 0o100644],
  FILEFLAGS: [0, 2],
  FILEUSERNAME: ['root', 'root'],
  FILEGROUPNAME: ['root', 'root'],
  FILEDIGESTS: ['aa', 'bb'],
  FILESIZES: [1, 2],
};

function header(changes: Values = {}): RpmHeader {
  const entries = Object.entries({ ...PACKAGE, ...changes }).map(([name, value]) => entryOf(name, value));
  return new RpmHeader(new Map(entries.map((entry) => [entry.tag, entry])), Buffer.alloc(0));
}

function entryOf(name: string, value: Values[string]): HeaderEntry {
  const tag = tagByName(name)?.number ?? 0;
  if (typeof value === 'string') return { tag, type: 6, count: 1, data: Buffer.from(`${value}\0`) };
  const items = [...value];
  if (items.every((item) => typeof item === 'string')) {
    const data = Buffer.from(items.map((item) => `${item}\0`).join(''));
    return { tag, type: 8, count: items.length, data };
  }
  const data = Buffer.alloc(items.length * 4);
  for (const [at, item] of items.entries()) data.writeUInt32BE(Number(item), at * 4);
  return { tag, type: 4, count: items.length, data };
}

const compare = (changes: Values, first = header()) => comparePackages(first, header(changes));

describe('two builds of one source', () => {
  it('do not differ when everything is the same', () => {
    expect(compare({})).toEqual([]);
  });

  it('may differ in what building changes: contents, sizes, and the version of the package itself', () => {
    const release = { RELEASE: '2', PROVIDEVERSION: ['1.0-2', '2'] };
    expect(compare({ FILEDIGESTS: ['cc', 'bb'], FILESIZES: [9, 2], ...release })).toEqual([]);
  });

  it('differ in their texts', () => {
    expect(compare({ SUMMARY: 'Another library' })).toEqual(['S.5........ SUMMARY']);
    expect(compare({ POSTIN: 'ldconfig' })).toEqual(['added       POSTIN']);
    expect(comparePackages(header({ POSTIN: 'ldconfig' }), header())).toEqual(['removed     POSTIN']);
  });

  it('differ in what they provide and require', () => {
    expect(compare({ PROVIDEVERSION: ['1.0-1', '3'] })).toEqual([
      'removed     PROVIDES lib-api = 2',
      'added       PROVIDES lib-api = 3',
    ]);
    const more = {
      REQUIRENAME: ['/bin/sh', 'tool'],
      REQUIREVERSION: ['', '1'],
      REQUIREFLAGS: [0, 12 | (1 << 9)],
    };
    expect(compare(more)).toEqual(['added       PREREQ tool >= 1']);
  });

  it('differ in their files, and in the owner, mode and kind of each', () => {
    expect(compare({ BASENAMES: ['data', 'manual'] })).toEqual([
      'added       /usr/share/lib/manual',
      'removed     /usr/share/lib/readme',
    ]);
    expect(compare({ FILEMODES: [0o100755, 0o100644] })).toEqual(['.M......... /usr/share/lib/data']);
    expect(compare({ FILEUSERNAME: ['root', 'daemon'], FILEFLAGS: [0, 0] })).toEqual([
      '.......U.F. /usr/share/lib/readme',
    ]);
  });
});
