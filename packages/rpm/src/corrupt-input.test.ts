import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { fixture } from '../test/tools.js';
import { readPayloadEntries } from './cpio.js';
import { RpmFormatError } from './errors.js';
import { getHeaderField, headerFieldNames } from './header-field.js';
import { parseHeader } from './header-blob.js';
import { readHeader } from './read-header.js';

const bytes = readFileSync(fixture('tinylib-1.0-1.x86_64.rpm'));
const directory = mkdtempSync(join(tmpdir(), 'kojikit-corrupt-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Reads all there is of a package; true when it could be read, false when it was refused. */
async function readAll(source: Buffer): Promise<boolean> {
  try {
    const { header } = await readHeader(source);
    const extensions = [
      'FILENAMES',
      'FILECLASS',
      'FILEREQUIRE',
      'FILENLINKS',
      'NEVRA',
      'REQUIRENEVRS',
      'HEADERIMMUTABLE',
      'TRIGGERCONDS',
      'FILETRIGGERTYPE',
    ];
    for (const name of [...headerFieldNames(header), ...extensions]) {
      getHeaderField(header, name);
    }
    return true;
  } catch (error) {
    if (error instanceof RpmFormatError) return false;
    throw error;
  }
}

describe('a damaged package', () => {
  it('is refused wherever the headers are cut off', async () => {
    const { payloadOffset } = await readHeader(bytes);
    for (let length = 0; length < payloadOffset; length += 7) {
      await expect(readHeader(bytes.subarray(0, length)), String(length)).rejects.toThrow(RpmFormatError);
    }
    expect(await readAll(bytes.subarray(0, payloadOffset))).toBe(true);
  });

  it('is read or refused, never worse, whatever bytes are changed', async () => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        const damaged = Buffer.from(bytes);
        for (const [at, value] of changes) damaged[at] = value;
        await readAll(damaged);
      }),
      { numRuns: 2000 },
    );
  });

  it('is read or refused when the index of its header is changed', async () => {
    const { headerRange } = await readHeader(bytes);
    const entries = bytes.readUInt32BE(headerRange.start + 8);
    const outcomes = new Set<boolean>();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(entries * 4 - 1),
        fc.nat(0xffffffff),
        fc.boolean(),
        async (field, big, small) => {
          const damaged = Buffer.from(bytes);
          damaged.writeUInt32BE(small ? big % 5000 : big, headerRange.start + 16 + field * 4);
          outcomes.add(await readAll(damaged));
        },
      ),
      { numRuns: 2000 },
    );
    expect(outcomes).toEqual(new Set([true, false]));
  });

  it('cannot make the reader allocate what the file does not hold', async () => {
    const damaged = Buffer.from(bytes);
    const { headerRange } = await readHeader(bytes);
    damaged.writeUInt32BE(200 * 1024 * 1024, headerRange.start + 12);
    await expect(readHeader(damaged)).rejects.toThrow('Invalid rpm: header is truncated');
    damaged.writeUInt32BE(0xffffffff, headerRange.start + 12);
    await expect(readHeader(damaged)).rejects.toThrow('Invalid rpm: header is too large');
    await expect(readHeader(bytes, { limits: { entries: 5, bytes: 1e6 } })).rejects.toThrow('too large');
  });

  it('cannot make the reader scan the same data for each of many entries', () => {
    const entries = 60_000;
    const data = 4 * 1024 * 1024;
    const blob = Buffer.alloc(16 + entries * 16 + data, 'a');
    Buffer.from([0x8e, 0xad, 0xe8, 1, 0, 0, 0, 0]).copy(blob);
    blob.writeUInt32BE(entries, 8);
    blob.writeUInt32BE(data, 12);
    for (let index = 0; index < entries; index += 1) {
      [1000 + index, 6, 0, 1].forEach((value, field) =>
        blob.writeUInt32BE(value, 16 + index * 16 + field * 4),
      );
    }
    blob[blob.length - 1] = 0;
    const start = performance.now();
    expect(() => parseHeader(blob)).toThrow('entry 1 (tag 1001) of the header is corrupt');
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('is named as what it is when it is no package at all', async () => {
    await expect(readHeader(Buffer.from(''))).rejects.toThrow('Invalid rpm: lead is truncated');
    await expect(readHeader(Buffer.alloc(200))).rejects.toThrow('Invalid rpm: not an rpm package');
    const future = Buffer.from(bytes);
    future[4] = 6;
    await expect(readHeader(future)).rejects.toThrow('unsupported package version 6');
    await expect(readHeader(join(directory, 'nothing'))).rejects.toThrow('ENOENT');
  });

  it('ends the reading of its payload with an error', async () => {
    const { payloadOffset } = await readHeader(bytes);
    for (const length of [payloadOffset, payloadOffset + 10, bytes.length - 20]) {
      const path = join(directory, `payload-${length}`);
      writeFileSync(path, bytes.subarray(0, length));
      const read = async () => {
        for await (const entry of readPayloadEntries(path)) void entry;
      };
      await expect(read(), String(length)).rejects.toThrow(RpmFormatError);
    }
  });
});
