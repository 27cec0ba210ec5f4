import { describe, expect, it } from 'vitest';
import { getHeaderField } from './header-field.js';
import { readHeader } from './read-header.js';
import { readCpio } from './cpio.js';

type Value = [tag: number, type: number, count: number, data: Buffer];

const text = (tag: number, value: string): Value => [tag, 6, 1, Buffer.from(`${value}\0`)];
const texts = (tag: number, values: string[]): Value => [
  tag,
  8,
  values.length,
  Buffer.from(values.map((value) => `${value}\0`).join(''), 'latin1'),
];
const number = (tag: number, value: number): Value => {
  const data = Buffer.alloc(4);
  data.writeUInt32BE(value);
  return [tag, 4, 1, data];
};
const long = (tag: number, value: bigint): Value => {
  const data = Buffer.alloc(8);
  data.writeBigUInt64BE(value);
  return [tag, 5, 1, data];
};

/** A header without a region, as packages of rpm 3 have. */
function header(values: readonly Value[], pad: boolean): Buffer {
  const index: Buffer[] = [];
  const data: Buffer[] = [];
  let offset = 0;
  for (const [tag, type, count, bytes] of values) {
    const entry = Buffer.alloc(16);
    [tag, type, offset, count].forEach((field, position) => entry.writeUInt32BE(field, position * 4));
    index.push(entry);
    data.push(bytes);
    offset += bytes.length;
  }
  const intro = Buffer.from([0x8e, 0xad, 0xe8, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  intro.writeUInt32BE(values.length, 8);
  intro.writeUInt32BE(offset, 12);
  const blob = Buffer.concat([intro, ...index, ...data]);
  const padding = pad ? (8 - (blob.length % 8)) % 8 : 0;
  return Buffer.concat([blob, Buffer.alloc(padding)]);
}

function oldPackage(signature: readonly Value[], values: readonly Value[]): Buffer {
  const lead = Buffer.alloc(96);
  lead.writeUInt32BE(0xedabeedb, 0);
  lead[4] = 3;
  lead.writeUInt16BE(5, 78);
  return Buffer.concat([lead, header(signature, true), header(values, false)]);
}

describe('a package of rpm 3', () => {
  it("has its file list in today's form and the values of the signature header", async () => {
    const rpm = await readHeader(
      oldPackage(
        [number(1000, 77), number(1007, 1234), [1004, 7, 16, Buffer.alloc(16, 0xab)]],
        [
          text(1000, 'old'),
          text(1001, '1'),
          text(1002, '2'),
          text(1044, 'old-1-2.src.rpm'),
          texts(1027, ['/bin/old', '/usr/share/old/a', '/usr/share/old/b', '/bin/older']),
          texts(1039, ['caf\xe9', 'root', 'root', 'root']),
        ],
      ),
    );
    expect(getHeaderField(rpm.header, 'FILENAMES')).toEqual([
      '/bin/old',
      '/usr/share/old/a',
      '/usr/share/old/b',
      '/bin/older',
    ]);
    expect(getHeaderField(rpm.header, 'DIRNAMES')).toEqual(['/bin/', '/usr/share/old/']);
    expect(getHeaderField(rpm.header, 'SIGSIZE')).toBe(77);
    expect(getHeaderField(rpm.header, 'ARCHIVESIZE')).toBe(1234);
    expect(getHeaderField(rpm.header, 'SIGMD5')).toEqual(Buffer.alloc(16, 0xab));
    expect(getHeaderField(rpm.header, 'SOURCEPACKAGE')).toBeNull();
    expect(getHeaderField(rpm.header, 'FILEUSERNAME')).toEqual(['café', 'root', 'root', 'root']);
  });

  it('is a source package when it names none', async () => {
    const rpm = await readHeader(oldPackage([], [text(1000, 'old'), text(1001, '1'), text(1022, 'i386')]));
    expect(getHeaderField(rpm.header, 'SOURCEPACKAGE')).toBe(1);
    expect(getHeaderField(rpm.header, 'ARCH', { sourceArch: true })).toBe('src');
    expect(getHeaderField(rpm.header, 'ARCH')).toBe('i386');
  });

  it('is a nosrc package when it leaves sources out', async () => {
    const rpm = await readHeader(oldPackage([], [text(1000, 'old'), text(1001, '1'), number(1051, 0)]));
    expect(getHeaderField(rpm.header, 'ARCH', { sourceArch: true })).toBe('nosrc');
  });
});

describe('sizes beyond 4 GiB', () => {
  it('are found under their 64-bit tags', async () => {
    const rpm = await readHeader(
      oldPackage(
        [long(270, 5_000_000_001n)],
        [text(1000, 'big'), text(1001, '1'), long(5009, 6_000_000_000n)],
      ),
    );
    expect(getHeaderField(rpm.header, 'SIZE')).toBe(6_000_000_000);
    expect(getHeaderField(rpm.header, 'SIGSIZE')).toBe(5_000_000_001);
    expect(getHeaderField(rpm.header, 'FILESIZES')).toEqual([]);
  });

  it('that no file can have are refused', async () => {
    const rpm = await readHeader(
      oldPackage([], [text(1000, 'big'), text(1001, '1'), long(5009, 0xffffffffffffffffn)]),
    );
    expect(() => getHeaderField(rpm.header, 'LONGSIZE')).toThrow('absurd number');
  });
});

describe('the archive form for files beyond 4 GiB', () => {
  it('takes names and sizes from the header', async () => {
    const chunks = ['07070X0000000', '1\0\0hel', 'lo\0\0\0'];
    const trailer = `070701${'0'.repeat(88)}0000000b00000000TRAILER!!!\0\0\0\0`;
    const archive = async function* () {
      for (const chunk of [...chunks, trailer]) yield await Promise.resolve(Buffer.from(chunk));
    };
    const facts = [
      { name: 'zero', mode: 0, size: 0, mtime: 0 },
      { name: '/one', mode: 0o100644, size: 5, mtime: 7 },
    ];
    const names: string[] = [];
    for await (const entry of readCpio(archive(), (index) => facts[index] ?? { ...facts[0]!, name: '' })) {
      let content = '';
      for await (const chunk of entry.content()) content += chunk.toString();
      names.push(`${entry.name} ${content}`);
    }
    expect(names).toEqual(['/one hello']);
  });
});
