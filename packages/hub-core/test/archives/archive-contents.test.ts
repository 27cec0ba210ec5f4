import { readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Double } from '@kojikit/protocol';
import { archiveContents } from '../../src/archives/archive-contents.js';
import type { ArchiveMember } from '../../src/archives/archive-member.js';

const FIXTURES = join(import.meta.dirname, '../../fixtures/archives');
const listed = JSON.parse(readFileSync(join(FIXTURES, 'members.json'), 'utf8')) as Record<string, object[]>;

async function members(path: string, compression: 'zip' | 'tar'): Promise<ArchiveMember[]> {
  const found: ArchiveMember[] = [];
  for await (const member of archiveContents({ path, filename: 'it' }, compression)) found.push(member);
  return found;
}

async function list(content: Buffer, compression: 'zip' | 'tar'): Promise<ArchiveMember[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kojikit-archive-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'it'), content);
  return members(join(folder, 'it'), compression);
}

const fixture = (name: string) => readFileSync(join(FIXTURES, name));

/** The list at the end of a zip file, with this many entries of empty files. */
function zip(names: readonly string[], said: { size?: number } = {}): Buffer {
  const entries = names.map((name) => {
    const entry = Buffer.alloc(46);
    entry.write('PK\u0001\u0002', 'latin1');
    entry.writeUInt16LE(name.length, 28);
    return Buffer.concat([entry, Buffer.from(name)]);
  });
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt32LE(said.size ?? directory.length, 12);
  return Buffer.concat([directory, end]);
}

/** A tar header, with a right checksum. */
function tarHeader(name: string, { size = 0, type = '0' } = {}): Buffer {
  const header = Buffer.alloc(512);
  header.write(name);
  header.write(size.toString(8).padStart(11, '0'), 124);
  header.write(type, 156);
  header.fill(' ', 148, 156);
  header.write(
    header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(7, '0'),
    148,
  );
  return header;
}

describe('an archive as a program writes it', () => {
  it.each(Object.entries(listed))('%s has its members', async (name, expected) => {
    const zipped = name.endsWith('.jar');
    const found = await members(join(FIXTURES, name), zipped ? 'zip' : 'tar');
    expect(found.map(({ mtime, ...rest }) => (zipped ? rest : { ...rest, mtime: Number(mtime) }))).toEqual(
      expected,
    );
  });

  it('has the times of zip files in the zone of the hub, and those of extended tar headers as floats', async () => {
    const zipped = await members(join(FIXTURES, 'plain.jar'), 'zip');
    expect(zipped.find(({ name }) => name === 'old')?.mtime).toBe(new Date(1980, 0, 1).getTime() / 1000);
    const found = await members(join(FIXTURES, 'pax.tar.gz'), 'tar');
    expect(found.find(({ name }) => name === 'frac')?.mtime).toEqual(new Double(1600000000.25));
  });

  it('is found by how it begins, not by its name, and need not be there', async () => {
    expect(await list(gzipSync(Buffer.concat([tarHeader('a'), Buffer.alloc(1024)])), 'tar')).toHaveLength(1);
    expect(await members(join(FIXTURES, 'none.jar'), 'zip')).toEqual([]);
    expect(await members(join(FIXTURES, 'plain.jar/none.jar'), 'zip')).toEqual([]);
  });
});

describe('a hostile archive', () => {
  it('is refused when it is none, empty, or cut off', async () => {
    await expect(list(Buffer.from('no archive'), 'zip')).rejects.toThrow('cannot list it: it is no zip file');
    await expect(list(Buffer.alloc(0), 'zip')).rejects.toThrow('it is no zip file');
    await expect(list(Buffer.alloc(512, 'x'), 'tar')).rejects.toThrow('cannot list it: it is no tar file');
    await expect(list(Buffer.alloc(0), 'tar')).rejects.toThrow('it is cut off');
    const cut = Buffer.concat([tarHeader('a', { size: 5000 }), Buffer.alloc(1000)]);
    await expect(list(cut, 'tar')).rejects.toThrow('it is cut off');
    await expect(list(fixture('pax.tar.gz').subarray(0, 60), 'tar')).rejects.toThrow('cannot list it: ');
    await expect(list(gzipSync('no tar'), 'tar')).rejects.toThrow('it is cut off');
  });

  it('is refused when its list of members lies', async () => {
    const damaged = 'its list of members is damaged';
    await expect(list(zip(['a'], { size: 1_000_000 }), 'zip')).rejects.toThrow(damaged);
    await expect(list(zip(['a', 'b'], { size: 47 + 46 }), 'zip')).rejects.toThrow(damaged);
    await expect(list(zip(['a'], { size: 20 }), 'zip')).rejects.toThrow(damaged);
    // A size that is said to be in a further field, which is not there.
    const long = Buffer.from(zip(['a']));
    long.writeUInt32LE(0xffffffff, 24);
    expect(await list(long, 'zip')).toMatchObject([{ name: 'a', size: 0xffffffff }]);
  });

  it('is refused when it has too many members, or names without end', async () => {
    const many = zip([...Array(100_001).keys()].map(String));
    await expect(list(many, 'zip')).rejects.toThrow('it has more than 100000 members');
    const names = zip(Array.from({ length: 260 }, () => 'n'.repeat(65_535)));
    await expect(list(names, 'zip')).rejects.toThrow('its names are longer than 16777216 characters');
    const huge = tarHeader('././@LongLink', { size: 8_000_000_000, type: 'L' });
    await expect(list(huge, 'tar')).rejects.toThrow('a header in it is larger than 1048576 bytes');
  });

  it('does not lead elsewhere by a symbolic link', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kojikit-archive-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await symlink(join(FIXTURES, 'plain.jar'), join(folder, 'link.jar'));
    expect(await members(join(folder, 'link.jar'), 'zip')).toEqual([]);
    expect(await members(folder, 'zip')).toEqual([]);
  });
});
