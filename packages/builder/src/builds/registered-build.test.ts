import { RpmHeader, tagByName, type HeaderEntry } from '@kojikit/rpm';
import { expect, it } from 'vitest';
import { buildData } from './registered-build.js';

const STRING = 6;

/** A header with these texts. */
function headerOf(texts: Readonly<Record<string, string>>): RpmHeader {
  const entries = Object.entries(texts).map(([name, value]): [number, HeaderEntry] => {
    const tag = tagByName(name)!.number;
    return [tag, { tag, type: STRING, count: 1, data: Buffer.from(`${value}\0`) }];
  });
  return new RpmHeader(new Map(entries), Buffer.alloc(0));
}

const WHOLE = { NAME: 'tiny', VERSION: '1.0', RELEASE: '1' };

it('tells the hub what the header of the source package says', () => {
  expect(buildData({ id: 12 }, {}, headerOf(WHOLE), undefined)).toEqual({
    name: 'tiny',
    version: '1.0',
    release: '1',
    epoch: null,
    task_id: 12,
  });
});

it.each(Object.keys(WHOLE))('registers no build of a source package whose header has no %s', (tag) => {
  const header = headerOf(Object.fromEntries(Object.entries(WHOLE).filter(([name]) => name !== tag)));
  expect(() => buildData({ id: 12 }, {}, header, undefined)).toThrow(
    `the header of the source package has no ${tag}`,
  );
});
