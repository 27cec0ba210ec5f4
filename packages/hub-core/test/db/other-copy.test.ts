import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { eachEmptyDatabase } from '@kojikit/testing';
import ownSql, { type Sql } from 'sql-template-tag';
import type * as templates from 'sql-template-tag';
import { expect, it, onTestFinished } from 'vitest';
import type { Dialect } from '../../src/db/database.js';
import { closed, prepare } from './prepared-database.js';

type Template = typeof templates;

/** sql-template-tag as a plugin has it that is installed apart from the hub, for example by `npm install --global`. */
async function otherCopy(): Promise<Template> {
  const folder = await mkdtemp(join(tmpdir(), 'kojikit-sql-copy-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'index.mjs');
  const text = await readFile(fileURLToPath(import.meta.resolve('sql-template-tag')), 'utf8');
  await writeFile(file, text.replace(/^\/\/# sourceMappingURL=.*/m, ''));
  const copy = (await import(pathToFileURL(file).href)) as Template;
  expect(copy.Sql).not.toBe((await import('sql-template-tag')).Sql);
  return copy;
}

/* As the hub's helpers do: a part that was given, in a template of the hub's. */
const within = (part: Sql) => ownSql`SELECT name FROM package WHERE ${part} ORDER BY name`;

const seconds = (dialect: Dialect, part: Sql) => ownSql`SELECT ${dialect.epoch(part)}`;

eachEmptyDatabase('SQL of another copy of sql-template-tag', (make) => {
  it('is put into SQL of the hub, and that of the hub into it', async () => {
    const { default: sql, join: joined } = await otherCopy();
    const { database } = await prepare(await make());
    await database.transaction(async (db) => {
      for (const name of ['bash', 'fish', 'zsh']) await db.insert('package', { name });
      expect(await db.column(within(sql`name > ${'c'}`))).toEqual(['fish', 'zsh']);
      const named = joined([sql`name = ${'bash'}`, ownSql`name = ${'zsh'}`], ' OR ');
      expect(await db.column(within(sql`(${named}) AND ${ownSql`name <> ${'bash'}`}`))).toEqual(['zsh']);
      expect(await db.lockRows(sql`SELECT name FROM package WHERE ${ownSql`name = ${'zsh'}`}`)).toEqual([
        { name: 'zsh' },
      ]);
      const moment = db.dialect.moment(60);
      expect(await db.value(seconds(db.dialect, sql`${moment}`))).toBe(60);
      const { dialect } = db;
      const both = ownSql`SELECT name FROM package WHERE ${dialect.matches(sql`name`, '^b')}`;
      expect(await db.column(both)).toEqual(['bash']);
    });
    await closed(database);
  });

  it('changes rows, is set, and is a part of what knex puts together', async () => {
    const { default: sql } = await otherCopy();
    const { database } = await prepare(await make());
    await database.transaction(async (db) => {
      for (const name of ['bash', 'fish', 'zsh']) await db.insert('package', { name });
      expect(
        await db.update('package', { name: sql`${ownSql`name`} || ${'-2'}` }, sql`name = ${'fish'}`),
      ).toBe(1);
      expect(await db.delete('package', sql`name = ${'zsh'} AND ${ownSql`true`}`)).toBe(1);
      const query = db
        .table(sql`package p`)
        .select('name')
        .where(db.raw(sql`name <> ${'none'} AND ${ownSql`true`}`));
      expect(await query.orderBy('name')).toEqual([{ name: 'bash' }, { name: 'fish-2' }]);
    });
    await closed(database);
  });

  it('is not what data can pass itself off as', async () => {
    const { database } = await prepare(await make());
    const text = 'bash; DROP TABLE package';
    for (const data of [
      { sql: text, text, strings: [text], values: [] },
      JSON.parse(
        `{"__proto__": {"sql": "x"}, "sql": "x", "text": "x", "strings": ["x"], "values": []}`,
      ) as object,
    ]) {
      await expect(database.transaction((db) => db.insert('package', { name: data }))).rejects.toThrow();
      const query = ownSql`SELECT name FROM package WHERE name = ${data as never}`;
      await expect(database.transaction((db) => db.all(query))).rejects.toThrow(
        'Not a value for a database column',
      );
    }
    expect(await database.transaction((db) => db.column(within(ownSql`true`)))).toEqual([]);
    await closed(database);
  });
});
