import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/root-setup.js';
import { openInside } from './open-inside.js';

let root: string;
beforeAll(async () => {
  const folder = await temporaryFolder();
  root = join(folder, 'root');
  await mkdir(join(root, 'var/log'), { recursive: true });
  await writeFile(join(folder, 'secret'), 'secret');
  await writeFile(join(root, 'var/log/a.log'), 'inside');
  await symlink('/var/log/a.log', join(root, 'absolute'));
  await symlink('../../var/log/a.log', join(root, 'var/relative'));
  await symlink('../../../../secret', join(root, 'var/log/out'));
  await symlink(join(folder, 'secret'), join(root, 'host'));
  await symlink('loop', join(root, 'loop'));
});

async function read(path: string): Promise<string | undefined> {
  const file = await openInside(root, path);
  try {
    return file && (await readFile(file, 'utf8'));
  } finally {
    await file?.close();
  }
}

it.each([
  '/var/log/a.log',
  'var/log/a.log',
  '/absolute',
  '/var/relative',
  '/var/./log//a.log',
  '/../../var/log/a.log',
])('opens %s', async (path) => expect(await read(path)).toBe('inside'));

it.each(['/var/log/out', '/host', '/loop', '/../secret', '/var/log', '/nothing', '/var/log/a.log/b'])(
  'does not open %s',
  async (path) => expect(await read(path)).toBeUndefined(),
);
