import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFile } from '../db/sqlite/driver.js';
import { moveDatabase } from './move-database.js';

async function folders() {
  const base = await mkdtemp(join(tmpdir(), 'kojikit-move-'));
  onTestFinished(() => rm(base, { recursive: true, force: true }));
  await mkdir(join(base, 'koji'));
  return { base, from: join(base, 'koji/koji.sqlite'), to: join(base, 'koji-hub/koji.sqlite') };
}

/** An open database with this text in it, part of it still in the -wal file. */
function database(path: string, text: string) {
  const file = openFile(path, 0);
  file.pragma('journal_mode = WAL');
  file.exec('CREATE TABLE t (x)');
  file.prepare('INSERT INTO t VALUES (?)').run(text);
  return file;
}

function contents(path: string): unknown {
  const file = openFile(path, 0);
  try {
    return file.prepare('SELECT x FROM t').pluck().all();
  } finally {
    file.close();
  }
}

/** What a process that was killed leaves: the database without what is in its -wal file, and that file. */
async function leftBehind(path: string, text: string): Promise<void> {
  const file = database(`${path}.live`, text);
  for (const ending of ['', '-wal']) await copyFile(`${path}.live${ending}`, `${path}${ending}`);
  file.close();
  await rm(`${path}.live`);
}

describe('a database among the served files', () => {
  it('moves with what a killed process left in its -wal file, and is private then', async () => {
    const { base, from, to } = await folders();
    await leftBehind(from, 'hello');
    await chmod(from, 0o644);
    await writeFile(`${from}.housekeeping.lock`, '');
    expect(await moveDatabase(from, to)).toBe(true);
    expect(contents(to)).toEqual(['hello']);
    expect(await readdir(join(base, 'koji'))).toEqual([]);
    expect((await stat(to)).mode & 0o777).toBe(0o600);
    expect((await stat(join(base, 'koji-hub'))).mode & 0o777).toBe(0o700);
    expect(await moveDatabase(from, to)).toBe(false);
  });

  it('stays where it is while somebody has it open', async () => {
    const { from, to } = await folders();
    const open = database(from, 'in use');
    await expect(moveDatabase(from, to)).rejects.toThrow(`another process uses ${from}: end it first`);
    open.exec("INSERT INTO t VALUES ('still')");
    open.close();
    expect(await moveDatabase(from, to)).toBe(true);
    expect(contents(to)).toEqual(['in use', 'still']);
  });

  it('is moved once when two do it at the same time', async () => {
    const { from, to } = await folders();
    await leftBehind(from, 'once');
    const moved = await Promise.all([moveDatabase(from, to), moveDatabase(from, to)]);
    expect(moved.sort()).toEqual([false, true]);
    expect(contents(to)).toEqual(['once']);
  });

  it('that was copied to another disk already is dropped, another one is not', async () => {
    const { from, to } = await folders();
    database(from, 'the same').close();
    await mkdir(join(to, '..'));
    await copyFile(from, to);
    await writeFile(`${to}.moving`, 'half a copy');
    expect(await moveDatabase(from, to)).toBe(true);
    expect(contents(to)).toEqual(['the same']);

    database(from, 'another').close();
    await expect(moveDatabase(from, to)).rejects.toThrow('there are two databases');
    expect([contents(from), contents(to)]).toEqual([['another'], ['the same']]);
  });

  it('may be a link, which leads to the same file afterwards', async () => {
    const { base, from, to } = await folders();
    database(join(base, 'elsewhere.sqlite'), 'linked').close();
    await symlink('../elsewhere.sqlite', from);
    expect(await moveDatabase(from, to)).toBe(true);
    expect(contents(to)).toEqual(['linked']);
  });
});
