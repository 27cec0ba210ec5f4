import { describe, expect, it } from 'vitest';
import { readComps } from './read-comps.js';

const group = (inside: string) =>
  readComps(`<?xml version="1.0"?><comps><group>${inside}</group></comps>`)[0];
const packages = (inside: string) => group(`<packagelist>${inside}</packagelist>`)?.packages;

// The right values are those that libcomps answers for the same texts.
describe('a comps file', () => {
  it('says little where little stands', () => {
    expect(group('')).toEqual({
      id: null,
      name: null,
      description: null,
      isDefault: false,
      userVisible: true,
      biarchOnly: false,
      langOnly: null,
      packages: [],
    });
    expect(group('<langonly></langonly><name/>')).toMatchObject({ langOnly: null, name: null });
  });

  it.each([
    ['true', [true, true, true]],
    ['false', [false, false, false]],
    ['True', [false, true, false]],
    ['1', [false, true, false]],
    ['yes', [false, true, false]],
  ])('%s is true or false', (word, wanted) => {
    const { isDefault, userVisible, biarchOnly } = group(
      `<default>${word}</default><uservisible>${word}</uservisible><biarchonly>${word}</biarchonly>`,
    )!;
    expect([isDefault, userVisible, biarchOnly]).toEqual(wanted);
  });

  it.each([
    ['<packagereq>p</packagereq>', 'mandatory'],
    ['<packagereq type="optional">p</packagereq>', 'optional'],
    ['<packagereq type="Mandatory">p</packagereq>', 'unknown'],
    ['<packagereq type="">p</packagereq>', 'unknown'],
  ])('the package %s is %s', (text, type) => {
    expect(packages(text)).toEqual([{ name: 'p', type, requires: undefined, basearchOnly: false }]);
  });

  it('knows what a package is conditional on, and its arch', () => {
    expect(
      packages('<packagereq type="conditional" requires="x" basearchonly="true">p</packagereq>'),
    ).toEqual([{ name: 'p', type: 'conditional', requires: 'x', basearchOnly: true }]);
    expect(packages('<packagereq basearchonly="True"></packagereq>')).toMatchObject([
      { name: null, basearchOnly: false },
    ]);
  });

  it('takes texts as they are meant', () => {
    expect(
      group(
        '<id>a&amp;b</id><name xml:lang="de">B</name><name>A<!-- c -->A</name><name xml:lang="fr">C</name>',
      ),
    ).toMatchObject({ id: 'a&b', name: 'AA' });
    expect(group('<description><![CDATA[x & <y>]]></description>')).toMatchObject({ description: 'x & <y>' });
  });

  it('holds groups in comps and packages in their lists alone', () => {
    expect(readComps('<other><group><id>a</id></group></other>')).toEqual([]);
    expect(group('<packagereq>p</packagereq><group><id>b</id></group>')).toMatchObject({
      id: null,
      packages: [],
    });
    expect(group('<packagelist><packagereq>x</packagereq></packagelist><id>a</id>')).toMatchObject({
      id: 'a',
    });
    expect(readComps('<comps><category><id>c</id></category><group><id>a</id></group></comps>')).toHaveLength(
      1,
    );
  });
});
