import { readdir, readlink } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { Spool } from './spool.js';

const MEGABYTE = 1 << 20;

/* Kept by whoever has them open, and by nobody else: files without a name. */
async function filesOfAnswers(): Promise<number> {
  const open = await readdir('/proc/self/fd');
  const targets = await Promise.all(open.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return targets.filter((target) => /\/kojikit-answer-\S+ \(deleted\)$/.test(target)).length;
}

/** A spool with so many megabytes, each filled with its number. */
async function spoolOf(megabytes: number): Promise<Spool> {
  const spool = new Spool();
  onTestFinished(() => spool.close());
  for (let at = 0; at < megabytes; at += 1) await spool.write(Buffer.alloc(MEGABYTE, at));
  return spool;
}

async function contentOf(spool: Spool): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of spool.pieces()) pieces.push(piece);
  return Buffer.concat(pieces);
}

const expected = (megabytes: number) =>
  Buffer.concat(Array.from({ length: megabytes }, (none, at) => Buffer.alloc(MEGABYTE, at)));

it('keeps an answer of 16 megabytes in memory, and puts a longer one on the disk', async ({ skip }) => {
  skip(process.platform !== 'linux', 'there is no /proc');
  const most = await spoolOf(16);
  expect(await filesOfAnswers()).toBe(0);
  expect((await contentOf(most)).equals(expected(16))).toBe(true);
  await most.write(Buffer.of(16));
  await most.write(Buffer.alloc(65_536, 16));
  expect(await filesOfAnswers()).toBe(1);
  expect(most.length).toBe(16 * MEGABYTE + 65_537);
  expect((await contentOf(most)).subarray(0, 16 * MEGABYTE).equals(expected(16))).toBe(true);
  await most.close();
  expect(await filesOfAnswers()).toBe(0);
});

it('puts on the disk what is more than a megabyte while all together have 64, and what is given back may be used again', async ({
  skip,
}) => {
  skip(process.platform !== 'linux', 'there is no /proc');
  const others = await Promise.all([16, 16, 16, 16].map(spoolOf));
  expect(await filesOfAnswers()).toBe(0);
  const small = await spoolOf(1);
  expect(await filesOfAnswers()).toBe(0);
  const large = await spoolOf(3);
  expect(await filesOfAnswers()).toBe(1);
  expect((await contentOf(large)).equals(expected(3))).toBe(true);
  for (const spool of [...others, small]) await spool.close();
  const later = await spoolOf(3);
  expect(await filesOfAnswers()).toBe(1);
  expect((await contentOf(later)).equals(expected(3))).toBe(true);
});

it('forgets what comes after a length, in memory, on the disk and across both', async () => {
  const spool = await spoolOf(17);
  await spool.write(Buffer.from('in memory'));
  spool.cut(17 * MEGABYTE + 2);
  expect((await contentOf(spool)).subarray(17 * MEGABYTE).toString()).toBe('in');
  spool.cut(MEGABYTE + 3);
  await spool.write(Buffer.from('anew'));
  const kept = [Buffer.alloc(MEGABYTE, 0), Buffer.alloc(3, 1), Buffer.from('anew')];
  expect((await contentOf(spool)).equals(Buffer.concat(kept))).toBe(true);
});
