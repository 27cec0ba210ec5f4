import { open, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/root-setup.js';
import { copyOut } from './copy-out.js';

const NO_LIMIT = { max_upload: 0 };
const never = new AbortController().signal;
const HUNDRED_GB = 100 * 2 ** 30;

async function copy(
  path: string,
  settings: { max_upload: number },
  signal: AbortSignal = never,
): Promise<string> {
  const target = `${path}.copy`;
  const file = await open(path);
  try {
    await copyOut(file, target, '/builddir/disk.img', settings, signal);
  } finally {
    await file.close();
  }
  return target;
}

it('copies a file byte for byte, and its holes as holes', async () => {
  const path = join(await temporaryFolder(), 'disk.img');
  await writeFile(path, 'begin');
  await truncate(path, 64 * 2 ** 20);
  const file = await open(path, 'r+');
  await file.write('middle', 33 * 2 ** 20 + 7);
  await file.close();
  const target = await copy(path, { max_upload: 64 });
  expect((await readFile(target)).equals(await readFile(path))).toBe(true);
  expect((await stat(target)).blocks * 512).toBeLessThan(8 * 2 ** 20);
});

it('refuses a file by its apparent size, before anything of it is copied', async () => {
  const path = join(await temporaryFolder(), 'disk.img');
  await writeFile(path, '');
  await truncate(path, HUNDRED_GB);
  await expect(copy(path, { max_upload: 2048 })).rejects.toThrow(
    '/builddir/disk.img is too large to be uploaded: 102400 MB, the limit is 2048 MB (max_upload)',
  );
  await expect(stat(`${path}.copy`)).rejects.toThrow('ENOENT');
});

it('ends with its task in the middle of a large file', async () => {
  const path = join(await temporaryFolder(), 'disk.img');
  await writeFile(path, '');
  await truncate(path, HUNDRED_GB);
  const stop = new AbortController();
  const copying = copy(path, NO_LIMIT, stop.signal);
  setTimeout(() => stop.abort(new Error('the task was canceled')), 50);
  await expect(copying).rejects.toThrow('the task was canceled');
});
