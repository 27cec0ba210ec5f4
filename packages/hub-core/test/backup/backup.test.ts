import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { main } from '../../src/commands/main.js';
import { openDatabase, type DatabaseConnection } from '../../src/index.js';
import type { Ended, Program, ServedHub } from '../serve/served-hub.js';
import { ask, notesOf, notingHub, Writers } from './noting-hub.js';
import { databaseOfTools, missingServer } from './server-of-tools.js';

const ANY = ['serve', '--listen', '127.0.0.1:0'];
const QUESTIONS = [
  'listTags',
  'listUsers',
  'getAllPerms',
  'listChannels',
  'listPackagesSimple',
  'getBuildTargets',
];

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kojikit-backup-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function sqliteFile(): Promise<DatabaseConnection> {
  return { kind: 'sqlite', path: join(await newFolder(), 'koji.sqlite') };
}

async function end(program: Program): Promise<void> {
  program.kill('SIGTERM');
  await program.ended;
}

/** A hub that was served once, and filled. */
async function filledHub(connection: DatabaseConnection): Promise<ServedHub> {
  const hub = await notingHub(connection);
  const program = hub.run(...ANY);
  await ask(await program.url, 'fill');
  await end(program);
  return hub;
}

/** Runs a command to its end, in this process; returns what it wrote, or its exit code and what it complained of. */
async function run(hub: ServedHub, ...args: string[]): Promise<string> {
  const told = { output: '', errors: '' };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((told.output += String(text)), true)),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((told.errors += String(text)), true)),
  ];
  try {
    const code = await main(['-c', hub.config, ...args]);
    return code === 0 ? told.output : `${code}: ${told.errors.trim()}`;
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Starts a command and sends it a signal as soon as there is a sign; returns how it has ended. */
async function endedWhen(
  hub: ServedHub,
  signal: NodeJS.Signals,
  args: string[],
  sign: () => boolean,
): Promise<Ended> {
  const program = hub.run(...args);
  let over = false;
  void program.ended.then(() => (over = true));
  while (!over && !sign()) await sleep(2);
  program.kill(signal);
  return program.ended;
}

/** Whether a backup is being written in a folder. */
function isBegun(folder: string): boolean {
  return readdirSync(folder).some(
    (name) => name.includes('.partial-') && statSync(join(folder, name), { throwIfNoEntry: false })?.size,
  );
}

/** Whether something is being put into the place of a database. */
function isReplacing(connection: DatabaseConnection): boolean {
  if (connection.kind === 'sqlite') {
    const { path } = connection;
    return readdirSync(dirname(path)).some((name) => name === `${basename(path)}-journal`);
  }
  // Debian's psql is a script that becomes the program: its path differs.
  const { host } = new URL(connection.url!);
  return readdirSync('/proc').some((pid) => {
    try {
      const line = /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : '';
      return line.includes('psql\0--no-psqlrc') && line.includes(host);
    } catch {
      return false;
    }
  });
}

/** Writes into a database past its hub. */
async function change(connection: DatabaseConnection, statement: string): Promise<void> {
  const database = await openDatabase(connection);
  await database.transaction((db) => db.script(statement)).finally(() => database.close());
}

async function leaveOnePackage(connection: DatabaseConnection): Promise<void> {
  await change(connection, 'DELETE FROM package');
  await change(connection, "INSERT INTO package (name) VALUES ('the-only-one')");
}

async function packagesOf(connection: DatabaseConnection): Promise<number | undefined> {
  const database = await openDatabase(connection);
  try {
    return await database
      .transaction((db) => db.value<number>(sql`SELECT count(*) FROM package`))
      .then(Number);
  } finally {
    await database.close();
  }
}

const engines = [
  { engine: 'sqlite', make: sqliteFile, missing: () => undefined },
  { engine: 'postgresql', make: databaseOfTools, missing: missingServer },
];

describe.for(engines)('koji-hub backup and restore ($engine)', ({ engine, make, missing }) => {
  it('keep what was written before, while calls write all the time, and the restored hub answers the same', async ({
    skip,
  }) => {
    skip(missing() !== undefined, missing());
    const hub = await notingHub(await make());
    const program = hub.run(...ANY);
    const origin = await program.url;
    await ask(origin, 'fill');
    const writers = new Writers(origin, 3);
    await expect.poll(() => writers.written.every((count) => count > 3), { timeout: 100_000 }).toBe(true);
    const before = [...writers.written];
    const file = join(await newFolder(), 'running.backup');
    expect(await hub.run('backup', file).ended).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^Wrote .*running\.backup \(\d+ bytes\)/) as string,
    });
    expect(writers.total).toBeGreaterThan(before.reduce((sum, one) => sum + one, 0));
    await writers.stop();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(file))).toEqual(['running.backup']);

    const later = join(await newFolder(), 'later.backup');
    await run(hub, 'backup', later);
    const answers = await Promise.all(QUESTIONS.map((method) => ask(origin, method)));
    await end(program);

    const other = await notingHub(await make());
    expect(await run(other, 'restore', file)).toMatch(
      /^1: koji-hub: .*--replace puts the backup in its place$/,
    );
    expect(await run(other, 'restore', '--replace', file)).toMatch(
      /^Restored the database from .*running\.backup\. 'koji-hub check --files'/,
    );
    const restored = other.run(...ANY);
    const notes = new Set(await notesOf(await restored.url));
    for (const [writer, count] of before.entries()) {
      const kept = [...notes].filter((name) => name.startsWith(`note-${writer}-`));
      expect(kept.length).toBeGreaterThanOrEqual(count);
      // As at one moment: without a gap.
      for (let number = 1; number <= kept.length; number += 1)
        expect(notes).toContain(`note-${writer}-${number}`);
    }
    expect(await run(other, 'restore', '--replace', later)).toMatch(
      /^1: koji-hub: .*(another process uses|is in use)/,
    );
    await end(restored);

    await run(other, 'restore', '--replace', later);
    const again = other.run(...ANY);
    const origin2 = await again.url;
    expect(await Promise.all(QUESTIONS.map((method) => ask(origin2, method)))).toEqual(answers);
    await ask(origin2, 'note', 'note-after-restore');
    await end(again);
  }, 600_000);

  it('refuse places that would give the backup away or do harm, and files that are no whole backup', async ({
    skip,
  }) => {
    skip(missing() !== undefined, missing());
    const connection = await make();
    const hub = await notingHub(connection);
    const folder = await newFolder();
    const file = join(folder, 'b');
    await run(hub, 'backup', file);
    expect(await run(hub, 'backup', file)).toMatch(
      /^1: .*exists already: name another file, or replace it with --force$/,
    );
    expect(await run(hub, 'backup', '--force', file)).toMatch(/^Wrote /);
    await mkdir(join(hub.folder, 'koji/packages'), { recursive: true });
    await symlink(join(hub.folder, 'koji/packages'), join(folder, 'link'));
    for (const place of [
      join(hub.folder, 'koji/b'),
      join(hub.folder, 'koji/packages/b'),
      join(folder, 'link/b'),
    ])
      expect(await run(hub, 'backup', place)).toMatch(
        /^1: .* would lie in KojiDir, which web servers give to everybody/,
      );
    expect(await run(hub, 'backup', join(folder, 'none/b'))).toMatch(
      /^1: .*the folder .*none does not exist/,
    );
    if (connection.kind === 'sqlite') {
      for (const ending of ['', '-wal']) {
        if (ending !== '') writeFileSync(`${connection.path}${ending}`, '');
        expect(await run(hub, 'backup', '--force', `${connection.path}${ending}`)).toMatch(
          /^1: .*is the database itself/,
        );
      }
      const copied = join(folder, 'copied');
      copyFileSync(connection.path, copied);
      expect(await run(hub, 'restore', '--replace', copied)).toMatch(
        /^1: .*is a SQLite database but no backup/,
      );
    }

    const packages = await packagesOf(connection);
    const damaged = join(folder, 'damaged');
    copyFileSync(file, damaged);
    truncateSync(damaged, Math.floor(statSync(file).size / 2));
    expect(await run(hub, 'restore', '--replace', damaged)).toMatch(/^1: koji-hub: .*damaged is not whole/);
    writeFileSync(damaged, 'a text');
    expect(await run(hub, 'restore', '--replace', damaged)).toMatch(/^1: koji-hub: .*damaged is no backup/);
    expect(await run(hub, 'restore', '--replace', join(folder, 'none'))).toMatch(
      /^1: .*there is no file .*none$/,
    );
    writeFileSync(damaged, engine === 'sqlite' ? 'PGDMP' : 'SQLite format 3\0');
    expect(await run(hub, 'restore', '--replace', damaged)).toMatch(
      /^1: .* is a backup of \w+, and hub\.conf names a database of/,
    );
    expect(await packagesOf(connection)).toBe(packages);
  });

  it('know a schema that is newer, and tell one that is older', async ({ skip }) => {
    skip(missing() !== undefined, missing());
    const connection = await make();
    const hub = await notingHub(connection);
    const folder = await newFolder();
    await change(
      connection,
      "INSERT INTO kojikit_migrations (name, breaking) VALUES ('9999-of-the-future', true)",
    );
    await run(hub, 'backup', join(folder, 'newer'));
    await change(
      connection,
      "DELETE FROM kojikit_migrations WHERE name IN ('9999-of-the-future', '0004-listing-indexes')",
    );
    await run(hub, 'backup', join(folder, 'older'));
    expect(await run(hub, 'restore', '--replace', join(folder, 'newer'))).toMatch(
      /^1: .*was upgraded by a newer version.*9999-of-the-future/,
    );
    expect(await run(hub, 'restore', '--replace', join(folder, 'older'))).toMatch(
      /It lacks 0004-listing-indexes: run 'koji-hub init' to upgrade it\./,
    );
  });

  it('leave the old state or the new one when they are killed', async ({ skip }) => {
    skip(missing() !== undefined, missing());
    const connection = await make();
    const hub = await filledHub(connection);
    const folder = await newFolder();
    const full = join(folder, 'full');
    expect(await endedWhen(hub, 'SIGKILL', ['backup', full], () => isBegun(folder))).toMatchObject({
      signal: 'SIGKILL',
    });
    expect(existsSync(full)).toBe(false);
    await run(hub, 'backup', full);
    expect(readdirSync(folder)).toEqual(['full']);
    const bytes = readFileSync(full);
    expect(await endedWhen(hub, 'SIGKILL', ['backup', '--force', full], () => isBegun(folder))).toMatchObject(
      { signal: 'SIGKILL' },
    );
    expect(readFileSync(full).equals(bytes)).toBe(true);

    await leaveOnePackage(connection);
    const outcome = await endedWhen(hub, 'SIGKILL', ['restore', '--replace', full], () =>
      isReplacing(connection),
    );
    const rows = await packagesOf(connection);
    expect([1, 30_000]).toContain(rows);
    if (outcome.signal === 'SIGKILL')
      await expect
        .poll(() => run(hub, 'restore', '--replace', full), { timeout: 300_000 })
        .toMatch(/^Restored/);
    expect(await packagesOf(connection)).toBe(30_000);
  }, 600_000);

  it('leave nothing half done when they are interrupted, and say so', async ({ skip }) => {
    skip(missing() !== undefined, missing());
    const connection = await make();
    const hub = await filledHub(connection);
    const folder = await newFolder();
    const full = join(folder, 'full');
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      expect(await endedWhen(hub, signal, ['backup', full], () => isBegun(folder))).toMatchObject({
        ...{ code, signal: null, output: '' },
        errors: `koji-hub: interrupted by ${signal}: no backup was written\n`,
      });
      expect(readdirSync(folder)).toEqual([]);
    }

    await run(hub, 'backup', full);
    let ended: Ended | undefined;
    // The sign may come so late that the restore is over.
    for (let tries = 0; tries < 5 && ended?.code !== 130; tries += 1) {
      await leaveOnePackage(connection);
      const args = ['restore', '--replace', full];
      ended = await endedWhen(hub, 'SIGINT', args, () => isReplacing(connection));
      expect(await packagesOf(connection)).toBe(ended.code === 0 ? 30_000 : 1);
    }
    expect(ended).toMatchObject({
      ...{ code: 130, signal: null, output: '' },
      errors: 'koji-hub: interrupted by SIGINT: the database is as it was\n',
    });
    expect(await run(hub, 'restore', '--replace', full)).toMatch(/^Restored/);
    expect(await packagesOf(connection)).toBe(30_000);
  }, 600_000);
});
