import { describe, expect, it } from 'vitest';
import { packageFacts, packageId, packagePlace, withBase } from './package-element.js';
import { readPackageElements } from './package-elements.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<metadata xmlns="urn:a" packages="2">\n';
const ONE = '<package type="rpm">\n  <name>one</name><summary>Größe</summary>\n</package>';
const TWO = '<package type="rpm"><name>two</name></package>';

/** The elements of a document that comes in pieces of so many bytes. */
async function read(document: string | Buffer, size = 1 << 20): Promise<string[]> {
  const bytes = Buffer.from(document as string);
  const pieces = async function* () {
    for (let at = 0; at < bytes.length; at += size)
      yield await Promise.resolve(bytes.subarray(at, at + size));
  };
  const found: string[] = [];
  for await (const elements of readPackageElements(pieces()))
    for (const element of elements) found.push(element.toString('utf8'));
  return found;
}

describe('readPackageElements', () => {
  it.each([1, 2, 3, 7, 10, 11, 64, 1000])('finds elements whole in pieces of %i bytes', async (size) => {
    expect(await read(`${HEAD}${ONE}\n${TWO}\n</metadata>\n`, size)).toEqual([ONE, TWO]);
  });

  it.each([
    ['a comment between', `${HEAD}${ONE}<!-- </package> --><!-- <package> -->${TWO}</metadata>`],
    ['a comment inside', `${HEAD}${ONE}${TWO.replace('<name>', '<!-- </package> --><name>')}</metadata>`],
    ['CDATA', `${HEAD}${ONE}${TWO.replace('two', '<![CDATA[two]]>')}</metadata>`],
    [
      'a prefix',
      `${HEAD}${ONE}${TWO.replaceAll('package', 'c:package')}</metadata>`.replace(
        'urn:a"',
        'urn:a" xmlns:c="urn:a"',
      ),
    ],
    ['another element between', `${HEAD}${ONE}<packages/>${TWO}</metadata>`],
    ['a prefix of the root', `<c:metadata xmlns:c="urn:a">${ONE}${TWO}</c:metadata>`],
    ['no declaration', `<metadata>${ONE}${TWO}</metadata>`],
    ['a byte order mark', `\uFEFF${HEAD}${ONE}${TWO}</metadata>`],
  ])('reads a list with %s, in pieces of any size', async (title, document) => {
    for (const size of [1, 5, 13, 100, 1000]) {
      const names = (await read(document, size)).map((element) => /<name>(.*)<\/name>/.exec(element)?.[1]);
      expect(names).toEqual(['one', 'two']);
    }
  });

  it.each([
    ['no package', `${HEAD}</metadata>`],
    ['an empty root', '<metadata packages="0"/>'],
  ])('finds nothing in a list with %s', async (title, document) => {
    expect(await read(document)).toEqual([]);
    expect(await read(document, 3)).toEqual([]);
  });

  it.each([
    ['is cut off in an element', `${HEAD}${ONE}<package><name>`],
    ['is cut off between elements', `${HEAD}${ONE}`],
    ['is cut off in the root', '<metadata'],
    ['goes on after its root', `${HEAD}${ONE}</metadata>${TWO}`],
    ['closes another root', `${HEAD}${ONE}</other>`],
    ['is empty', ''],
    ['is no XML', 'x'.repeat(10_000)],
    [
      'declares entities of its own',
      `<!DOCTYPE m [<!ENTITY e "x">]><metadata><package>&e;</package></metadata>`,
    ],
    [
      'is not UTF-8',
      Buffer.concat([
        Buffer.from(`${HEAD}<package>`),
        Buffer.from([0xff]),
        Buffer.from('</package></metadata>'),
      ]),
    ],
  ])('refuses a list that %s', async (title, document) => {
    await expect(read(document)).rejects.toMatchObject({ name: 'RepodataError' });
    await expect(read(document, 4)).rejects.toMatchObject({ name: 'RepodataError' });
  });
});

describe('what an element says', () => {
  const primary = (name: string, location: string): Buffer =>
    Buffer.from(
      `<package type="rpm"><name>${name}</name><arch>noarch</arch><version epoch="1" ver="2" rel="3"/>` +
        '<checksum type="sha256" pkgid="YES">abc</checksum><time file="5" build="6"/><size package="7" installed="8"/>' +
        `<location ${location}/><format><rpm:sourcerpm>${name}-2-3.src.rpm</rpm:sourcerpm></format></package>`,
    );

  it.each([
    ['one', 'one', 'href="a/one.rpm"', 'a/one.rpm'],
    ['a&amp;b', 'a&b', 'href="a&amp;b.rpm"', 'a&b.rpm'],
    ['größe', 'größe', 'href="größe.rpm"', 'größe.rpm'],
    ['one', 'one', "href='single.rpm'", 'single.rpm'],
    ['one', 'one', 'href = "spaced.rpm"', 'spaced.rpm'],
  ])('is read of %s at %3$s', async (text, name, attribute, location) => {
    const element = primary(text, attribute);
    expect(await packageFacts(element)).toEqual({
      pkgid: 'abc',
      name,
      epoch: '1',
      version: '2',
      release: '3',
      arch: 'noarch',
      sourceRpm: `${name}-2-3.src.rpm`,
    });
    expect(await packagePlace(element)).toEqual({
      pkgid: 'abc',
      location,
      base: undefined,
      size: '7',
      fileTime: '5',
    });
    expect(await packageId(element)).toBe('abc');
  });

  it('gets a base once', async () => {
    const based = await withBase(primary('größe', 'href="x.rpm"'), 'http://host/ü&');
    expect(based.toString()).toContain('<location xml:base="http://host/ü&amp;" href="x.rpm"/>');
    expect(based.toString()).toContain('<name>größe</name>');
    expect(await withBase(based, 'http://other')).toBe(based);
    expect((await packagePlace(based)).base).toBe('http://host/ü&');
  });

  it('is named by the attribute in the other lists', async () => {
    expect(await packageId(Buffer.from('<package pkgid="0af" name="x"><file>&amp;</file></package>'))).toBe(
      '0af',
    );
    expect(await packageId(Buffer.from("<package name='x' pkgid='0af'></package>"))).toBe('0af');
  });
});
