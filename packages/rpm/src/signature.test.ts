import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fixture } from '../test/tools.js';
import { checkRpmFile, hasSoundPayload } from './check-digests.js';
import { parseHeader } from './header-blob.js';
import { readHeader } from './read-header.js';
import {
  findSignatureHeader,
  ripHeader,
  ripSignatureHeader,
  spliceSignatureHeader,
} from './signature-header.js';
import { getSignatureKey, getSignaturePacketKey } from './signature-key.js';

const PACKAGE = fixture('tinylib-1.0-1.x86_64.rpm');
const SIGNED = readFileSync(fixture('tinylib-1.0-1.x86_64.sighdr'));
const directory = mkdtempSync(join(tmpdir(), 'kojikit-rpm-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('signature headers', () => {
  it('are found and cut out with their padding', async () => {
    const { offset, length } = await findSignatureHeader(PACKAGE);
    expect(offset).toBe(96);
    expect(length % 8).toBe(0);
    expect(await ripSignatureHeader(PACKAGE)).toEqual(
      readFileSync(PACKAGE).subarray(offset, offset + length),
    );
    const header = parseHeader(await ripHeader(PACKAGE));
    expect(header.string('NAME')).toBe('tinylib');
  });

  it('can be exchanged, and back again to the same bytes', async () => {
    const signed = join(directory, 'deep', 'signed.rpm');
    const hash = createHash('sha256');
    await spliceSignatureHeader({
      source: PACKAGE,
      signatureHeader: SIGNED,
      destination: signed,
      onChunk: (chunk) => hash.update(chunk),
    });
    expect(await ripSignatureHeader(signed)).toEqual(SIGNED);
    expect(hash.digest('hex')).toBe(createHash('sha256').update(readFileSync(signed)).digest('hex'));
    expect(statSync(signed).mode).toBe(statSync(PACKAGE).mode);
    expect((await readHeader(signed)).header.blob).toEqual((await readHeader(PACKAGE)).header.blob);

    const restored = join(directory, 'restored.rpm');
    await spliceSignatureHeader({
      source: signed,
      signatureHeader: await ripSignatureHeader(PACKAGE),
      destination: restored,
    });
    expect(readFileSync(restored)).toEqual(readFileSync(PACKAGE));
  });

  it('leave nothing behind when the source is no package', async () => {
    const junk = join(directory, 'junk');
    writeFileSync(junk, 'junk');
    const destination = join(directory, 'never.rpm');
    await expect(
      spliceSignatureHeader({ source: junk, signatureHeader: SIGNED, destination }),
    ).rejects.toThrow('truncated');
    expect(() => statSync(destination)).toThrow();
  });

  it('name the key that signed, if any', async () => {
    expect(getSignatureKey(SIGNED)).toMatch(/^[0-9a-f]{8}$/);
    expect(getSignatureKey(await ripSignatureHeader(PACKAGE))).toBeUndefined();
  });
});

describe('getSignaturePacketKey', () => {
  it('reads version 3 and version 4 packets with short and long lengths', () => {
    const third = Buffer.from([3, 5, 0, 1, 2, 3, 4, 9, 9, 9, 9, 0xde, 0xad, 0xbe, 0xef, 1, 8]);
    expect(getSignaturePacketKey(Buffer.concat([Buffer.from([0x88, third.length]), third]))).toBe('deadbeef');
    const issuer = Buffer.from([9, 16, 1, 2, 3, 4, 0xca, 0xfe, 0xba, 0xbe]);
    const fourth = Buffer.concat([
      Buffer.from([4, 0, 1, 8, 0, 0, 0, issuer.length]),
      issuer,
      Buffer.from([1, 2]),
    ]);
    expect(getSignaturePacketKey(Buffer.concat([Buffer.from([0xc2, fourth.length]), fourth]))).toBe(
      'cafebabe',
    );
    expect(getSignaturePacketKey(Buffer.concat([Buffer.from([0x89, 0, fourth.length]), fourth]))).toBe(
      'cafebabe',
    );
  });

  it('refuses everything else', () => {
    expect(() => getSignaturePacketKey(Buffer.from([]))).toThrow('Invalid OpenPGP packet length');
    expect(() => getSignaturePacketKey(Buffer.from([0x01, 1]))).toThrow('Not an OpenPGP packet');
    expect(() => getSignaturePacketKey(Buffer.from([0xc2, 9, 4]))).toThrow('Invalid OpenPGP packet length');
    expect(() => getSignaturePacketKey(Buffer.from([0xc1, 1, 4]))).toThrow('Not a signature packet');
    expect(() => getSignaturePacketKey(Buffer.from([0xc2, 7, 4, 0, 0, 0, 0, 0, 0]))).toThrow(
      'Invalid OpenPGP',
    );
    expect(() => getSignaturePacketKey(Buffer.from([0xc2, 8, 4, 0, 0, 0, 0, 0, 0, 0]))).toThrow(
      'Unexpected number of key IDs: 0',
    );
  });
});

describe('digests', () => {
  it('of a sound package are right', async () => {
    expect((await checkRpmFile(PACKAGE)).header.string('NAME')).toBe('tinylib');
    expect(await hasSoundPayload(PACKAGE)).toBe(true);
  });

  it('show a changed header and a changed payload', async () => {
    const bytes = readFileSync(PACKAGE);
    const at = bytes.indexOf('A tiny library fixture');
    bytes.write('B', at);
    const changedHeader = join(directory, 'header.rpm');
    writeFileSync(changedHeader, bytes);
    await expect(checkRpmFile(changedHeader)).rejects.toThrow('digest of the header is wrong');

    const payload = readFileSync(PACKAGE);
    payload.writeUInt8(payload.readUInt8(payload.length - 9) ^ 1, payload.length - 9);
    const changedPayload = join(directory, 'payload.rpm');
    writeFileSync(changedPayload, payload);
    await checkRpmFile(changedPayload);
    expect(await hasSoundPayload(changedPayload)).toBe(false);
  });
});
