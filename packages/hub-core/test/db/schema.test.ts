import { readFileSync } from 'node:fs';
import { eachEmptyDatabase } from '@kojikit/testing';
import sql, { raw } from 'sql-template-tag';
import { expect, it } from 'vitest';
import type { Database } from '../../src/db/database.js';
import { kojiSchema } from '../../src/db/migrations/0001-koji-schema.js';
import { coreMigrations } from '../../src/db/migrations/core-migrations.js';
import { kojiTables } from '../../src/db/migrations/koji-schema/tables.js';
import { migrate } from '../../src/db/migrations/migrate.js';
import type { Migration } from '../../src/db/migrations/migration.js';
import { pendingMigrations } from '../../src/db/migrations/pending-migrations.js';
import { openDatabase } from '../../src/db/open-database.js';
import { createTables } from '../../src/db/schema/create-tables.js';
import { readCatalog, type Catalog } from './read-catalog.js';

const fixture = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../fixtures/schema/${name}`, import.meta.url), 'utf8')) as T;

const names = coreMigrations.map(({ name }) => name);

eachEmptyDatabase('the schema', (make, engine) => {
  const open = async () => {
    const connection = await make();
    return { connection, database: await openDatabase(connection) };
  };

  it('has the tables and first rows of Koji', async () => {
    const { database } = await open();
    await migrate(database, coreMigrations);
    await database.transaction(async (db) => {
      for (const [table, rows] of Object.entries(
        fixture<Record<string, unknown[]>>('koji-first-rows.json'),
      )) {
        const query =
          table === 'locks'
            ? sql`SELECT name FROM locks ORDER BY name`
            : sql`SELECT * FROM ${raw(table)} ORDER BY id`;
        const found = table === 'locks' ? await db.column(query) : await db.all(query);
        expect(found, table).toEqual(rows);
      }
    });
    await database.close();
  });

  if (engine === 'postgresql') {
    it('is the one that Koji itself makes, fact by fact', async () => {
      const { database } = await open();
      await migrate(database, coreMigrations);
      const catalog = await database.transaction(readCatalog);
      expect(catalog).toEqual(fixture<Catalog>('koji-catalog.json'));
      await database.close();
    });
  } else {
    it('has the columns, keys and indexes of Koji', async () => {
      const { database } = await open();
      await migrate(database, coreMigrations);
      const expected = fixture<Catalog>('koji-catalog.json');
      await database.transaction(async (db) => {
        const columns = await db.all<{ table_name: string; column_name: string }>(db.dialect.columns());
        const indexes = await db.column<string>(
          sql`SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
            AND name NOT LIKE 'kojikit~_%' ESCAPE '~' ORDER BY name`,
        );
        for (const { name } of kojiTables) {
          const own = columns.filter((row) => row.table_name === name).map((row) => row.column_name);
          expect(own, name).toEqual(words(expected[name]!, /^column (\S+)/));
          const references = await db.all<{ table: string; from: string }>(
            sql`SELECT "table", "from" FROM pragma_foreign_key_list(${name})`,
          );
          expect(references.map((row) => `${row.from} ${row.table}`).sort(), name).toEqual(
            foreignKeys(expected[name]!),
          );
        }
        const plain = Object.values(expected).flatMap((facts) =>
          words(facts, /^index CREATE (?:UNIQUE )?INDEX (\S+)/),
        );
        const constraints = Object.values(expected).flatMap((facts) =>
          words(facts, /^constraint (\S+) (?:PRIMARY|UNIQUE)/),
        );
        expect(indexes).toEqual(plain.filter((name) => !constraints.includes(name)).sort());
      });
      await database.close();
    });
  }

  it('refuses what Koji refuses', async () => {
    const { database } = await open();
    await migrate(database, coreMigrations);
    const fails = (body: Parameters<Database['transaction']>[0]) =>
      database.transaction(body).then(
        () => undefined,
        (error: unknown) => database.dialect.errorKind(error),
      );
    const user = { name: 'a', status: 0, usertype: 0 };
    expect(await fails((db) => db.insert('users', { ...user, name: undefined }))).toBe('constraint');
    expect(await fails((db) => db.insert('event_labels', { event_id: 99, label: 'x' }))).toBe('constraint');
    expect(await fails((db) => db.insert('volume', { name: 'DEFAULT' }))).toBe('unique');
    expect(await fails((db) => db.insert('locks', { name: 'scheduler' }))).toBe('unique');
    const { owner, pkg_id, create_event } = await database.transaction(async (db) => ({
      owner: await db.insertReturningId('users', user),
      pkg_id: await db.insertReturningId('package', { name: 'bash' }),
      create_event: await db.insertReturningId('events', {}),
    }));
    const build = { volume_id: 0, pkg_id, version: '1', state: 1, owner, create_event, draft: true };
    const drafted = (id: number, release: string) =>
      fails((db) => db.insert('build', { ...build, id, release, completion_time: db.dialect.now() }));
    expect(await drafted(7, '1,draft_8')).toBe('constraint');
    expect(await drafted(7, '1,draft_7')).toBeUndefined();
    expect(
      await fails((db) =>
        db.insert('user_perms', {
          user_id: owner,
          perm_id: 1,
          creator_id: owner,
          create_event,
          active: false,
        }),
      ),
    ).toBe('constraint');
    await database.close();
  });

  it('is applied once, however often it is asked for', async () => {
    const { database } = await open();
    expect(await pendingMigrations(database, coreMigrations)).toEqual(names);
    expect(await migrate(database, coreMigrations)).toEqual(names);
    expect(await migrate(database, coreMigrations)).toEqual([]);
    expect(await pendingMigrations(database, coreMigrations)).toEqual([]);
    await database.close();
  });

  it('is applied once when two hubs start together', async () => {
    const { connection, database } = await open();
    const other = await openDatabase(connection);
    const applied = await Promise.all([migrate(database, coreMigrations), migrate(other, coreMigrations)]);
    expect(applied.flat().sort()).toEqual(names);
    await Promise.all([database.close(), other.close()]);
  });

  it('takes over a database that Koji made, and adds our own tables and indexes alone', async () => {
    const { database } = await open();
    await database.knex.transaction((knex) => kojiSchema.up(knex));
    await database.transaction((db) => db.insert('users', { name: 'old', status: 0, usertype: 0 }));
    const how: string[] = [];
    await migrate(database, coreMigrations, { onApplied: (name, way) => how.push(`${way} ${name}`) });
    expect(how).toEqual(['adopted 0001-koji-schema', ...names.slice(1).map((name) => `applied ${name}`)]);
    await database.transaction(async (db) => {
      expect(await db.column(sql`SELECT name FROM users`)).toEqual(['old']);
      expect(await db.column(sql`SELECT name FROM locks ORDER BY name`)).toHaveLength(3);
      await db.insert('kojikit_passwords', { user_id: 1, hash: 'x' });
      const indexes = (table: string) =>
        engine === 'postgresql'
          ? sql`SELECT indexname FROM pg_indexes WHERE tablename = ${table} AND indexname LIKE 'kojikit%' ORDER BY 1`
          : sql`SELECT name FROM pragma_index_list(${table}) WHERE name LIKE 'kojikit%' ORDER BY 1`;
      expect(await db.column(indexes('build'))).toEqual([
        'kojikit_build_by_owner',
        'kojikit_build_by_owner_and_time',
        'kojikit_build_by_task',
        'kojikit_build_package_and_state',
      ]);
      expect(await db.column(indexes('rpminfo'))).toEqual([
        'kojikit_rpminfo_by_buildroot',
        'kojikit_rpminfo_by_small_name',
      ]);
      expect(await db.column(indexes('task'))).toEqual(
        expect.arrayContaining([
          'kojikit_task_by_completion_time',
          'kojikit_task_by_create_time',
          'kojikit_task_by_method',
          'kojikit_task_by_owner_and_state',
          'kojikit_task_by_start_time',
        ]),
      );
    });
    await database.close();
  });

  it('is taken over with all its rows where the version before knex had made it', async () => {
    const { connection, database } = await open();
    const known = coreMigrations.slice(0, 2);
    await migrate(database, known);
    const { id, session } = await database.transaction(async (db) => {
      // As that version kept what was applied.
      await db.script(`
        DROP TABLE kojikit_migrations;
        DROP TABLE kojikit_migrations_lock;
        CREATE TABLE "kojikit_migrations" (
          "name" TEXT NOT NULL PRIMARY KEY,
          "breaking" BOOLEAN NOT NULL,
          "applied" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
        );
        INSERT INTO kojikit_migrations (name, breaking) VALUES
          ('0001-koji-schema', true), ('0002-passwords', false), ('sidetag/0001-lives', false);
        INSERT INTO kojikit_migrations (name, breaking, applied) VALUES
          ('sidetag/0002-mail', true, '2026-01-02 03:04:05.000000+00:00');`);
      const id = await db.insertReturningId('users', { name: 'old', status: 0, usertype: 0 });
      await db.insert('kojikit_passwords', { user_id: id, hash: 'salted' });
      return { id, session: await db.insertReturningId('sessions', { user_id: id, exclusive: true }) };
    });
    const added: Migration = {
      name: '0003-added',
      breaking: true,
      up: (knex) => knex.schema.createTable('kojikit_added', (table) => table.increments()),
    };
    expect(await pendingMigrations(database, [...known, added])).toEqual(['0003-added']);
    const other = await openDatabase(connection);
    const steps = [...known, added];
    const applied = await Promise.all([migrate(database, steps), migrate(other, steps)]);
    expect(applied.flat()).toEqual(['0003-added']);
    await database.transaction(async (db) => {
      expect(await db.all(sql`SELECT name, breaking FROM kojikit_migrations ORDER BY id`)).toEqual([
        { name: 'sidetag/0002-mail', breaking: true },
        { name: '0001-koji-schema', breaking: true },
        { name: '0002-passwords', breaking: false },
        { name: 'sidetag/0001-lives', breaking: false },
        { name: '0003-added', breaking: true },
      ]);
      // By this the version before orders them.
      expect(
        await db.value(sql`SELECT applied FROM kojikit_migrations WHERE name = 'sidetag/0002-mail'`),
      ).toBe('2026-01-02 03:04:05+00:00');
      expect(await db.first(sql`SELECT user_id, exclusive FROM sessions WHERE id = ${session}`)).toEqual({
        user_id: id,
        exclusive: true,
      });
      expect(await db.value(sql`SELECT hash FROM kojikit_passwords WHERE user_id = ${id}`)).toBe('salted');
      expect(await db.nextId('users')).toBe(id + 1);
    });
    await expect(migrate(other, known)).rejects.toThrow('Unknown changes: 0003-added.');
    await Promise.all([database.close(), other.close()]);
  });

  it('is refused with the names of what is missing when Koji is older', async () => {
    const { database } = await open();
    await createTables(
      database.knex,
      kojiTables
        .filter(({ name }) => name === 'events' || name === 'event_labels')
        .map((table) => ({
          ...table,
          columns: Object.fromEntries(Object.entries(table.columns).filter(([name]) => name !== 'label')),
        })),
    );
    await expect(migrate(database, coreMigrations)).rejects.toThrow(
      /Missing: event_labels\.label, users, .* and \d+ more\./,
    );
    await database.close();
  });

  it('of a newer hub is refused by name, that of an absent plugin is not', async () => {
    const { database } = await open();
    const newer: Migration = { name: '0099-turned-around', breaking: true, up: async () => undefined };
    await migrate(database, [
      ...coreMigrations,
      newer,
      { ...newer, name: 'sidetag/0001-notes' },
      { ...newer, name: '0100-small', breaking: false },
    ]);
    await expect(migrate(database, coreMigrations)).rejects.toThrow(
      /newer version, .*Unknown changes: 0099-turned-around\./,
    );
    await expect(migrate(database, [...coreMigrations, newer])).resolves.toEqual([]);
    await database.close();
  });

  it('keeps nothing of a migration that fails', async () => {
    const { database } = await open();
    const failing: Migration = {
      name: '0003-fails',
      breaking: false,
      async up(knex) {
        await knex.schema.createTable('kojikit_half', (half) => half.increments());
        throw new Error('no');
      },
    };
    await expect(migrate(database, [...coreMigrations, failing])).rejects.toThrow('no');
    await database.transaction(async (db) => {
      const tables = (await db.all<{ table_name: string }>(db.dialect.columns())).map(
        (row) => row.table_name,
      );
      expect(tables).toContain('kojikit_passwords');
      expect(tables).not.toContain('kojikit_half');
    });
    expect(await pendingMigrations(database, [...coreMigrations, failing])).toEqual(['0003-fails']);
    await database.close();
  });
});

function words(facts: readonly string[], pattern: RegExp): string[] {
  return facts.flatMap((fact) => pattern.exec(fact)?.[1] ?? []);
}

function foreignKeys(facts: readonly string[]): string[] {
  return facts
    .flatMap((fact) => {
      const match = /FOREIGN KEY \(([^)]+)\) REFERENCES (\w+)/.exec(fact);
      return match ? match[1]!.split(', ').map((column) => `${column} ${match[2]}`) : [];
    })
    .sort();
}
