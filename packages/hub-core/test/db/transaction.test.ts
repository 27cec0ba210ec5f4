import { eachEmptyDatabase } from '@kojikit/testing';
import { double } from '@kojikit/protocol';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import type { Transaction } from '../../src/db/database.js';
import { closed, prepare } from './prepared-database.js';

const names = sql`SELECT name FROM package ORDER BY name`;
const timeForm = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?\+00:00$/;

eachEmptyDatabase('a transaction', (make, engine) => {
  const prepared = async () => prepare(await make());
  const begin = engine === 'sqlite' ? 'BEGIN IMMEDIATE' : 'BEGIN';

  it('of a request that only reads costs its reads alone', async () => {
    const { database, statements } = await prepared();
    const db = database.open();
    await db.all(names);
    await db.savepoint(() => db.first(names));
    expect(db.dirty).toBe(false);
    await db.commit();
    await db.release();
    expect(statements).toEqual([names.text, names.text]);
    await closed(database);
  });

  it('begins with the first write, and is undone by a release', async () => {
    const { database, statements } = await prepared();
    const db = database.open();
    await db.all(names);
    await db.insert('package', { name: 'bash', id: undefined });
    expect(db.dirty).toBe(true);
    expect(statements[1]).toBe(begin);
    await db.release();
    await db.release();
    expect(statements.at(-1)).toBe('ROLLBACK');
    expect(await db.column(names)).toEqual([]);
    await db.release();
    await closed(database);
  });

  it('keeps what was committed, and goes on after it', async () => {
    const { database } = await prepared();
    const db = database.open();
    const id = await db.insertReturningId('package', { name: 'bash' });
    await db.commit();
    expect(db.dirty).toBe(false);
    expect(await db.update('package', { name: 'zsh', id: undefined }, sql`id = ${id}`)).toBe(1);
    await db.rollback();
    expect(await db.value(sql`SELECT name FROM package WHERE id = ${id}`)).toBe('bash');
    expect(await db.update('package', {}, sql`true`)).toBe(0);
    expect(await db.delete('package', sql`id = ${id}`)).toBe(1);
    await db.release();
    await closed(database);
  });

  it('goes on when its first write could not even be sent', async () => {
    const { database } = await prepared();
    const refused = (db: Transaction) => db.insert('package', { name: { no: 'text' } });
    await database.transaction(async (db) => {
      await expect(refused(db)).rejects.toThrow();
      await expect(db.savepoint(() => refused(db))).rejects.toThrow();
      await db.savepoint(() => db.insert('package', { name: 'bash' }));
      await expect(db.savepoint(() => refused(db))).rejects.toThrow();
    });
    const unused = database.open();
    await expect(refused(unused)).rejects.toThrow();
    await unused.rollback();
    await expect(refused(unused)).rejects.toThrow();
    await unused.commit();
    expect(await unused.column(names)).toEqual(['bash']);
    await unused.release();
    await closed(database);
  });

  it('says the same of a first write that the engine does not understand, however often it comes', async () => {
    const { database } = await prepared();
    const errors: string[] = [];
    for (let time = 1; time <= 4; time += 1) {
      const write = database.transaction((db) => db.run(sql`UPDATE package SET nothing = ${time}`));
      errors.push(String(await write.catch((error: unknown) => error)));
    }
    expect(new Set(errors).size).toBe(1);
    expect(errors[0]).toContain('nothing');
    await closed(database);
  });

  it('takes several writes at once', async () => {
    const { database, statements } = await prepared();
    await database.transaction((db) =>
      Promise.all(
        ['a', 'b', 'c'].map((name) =>
          db.savepoint(async () => undefined).then(() => db.insert('package', { name })),
        ),
      ),
    );
    expect(statements.filter((text) => text === begin)).toHaveLength(1);
    expect(await database.transaction((db) => db.column(names))).toEqual(['a', 'b', 'c']);
    await closed(database);
  });

  it('undoes what failed under a savepoint, and only that', async () => {
    const { database } = await prepared();
    const db = database.open();
    const failing = db.savepoint(async () => {
      await db.insert('package', { name: 'lost' });
      await db.savepoint(() => db.insert('package', { name: 'lost as well' }));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(db.dirty).toBe(false);
    await db.insert('package', { name: 'kept' });
    await db.savepoint(() => db.insert('package', { name: 'inner' }));
    const duplicate = db.savepoint(() => db.insert('package', { name: 'kept' }));
    expect(db.dialect.errorKind(await duplicate.catch((error: unknown) => error))).toBe('unique');
    expect(await db.column(names)).toEqual(['inner', 'kept']);
    await db.savepoint(async () => {
      const failed = db.savepoint(() => db.all(sql`SELECT no_such_column FROM package`));
      await expect(failed).rejects.toThrow(/no_such_column/);
      await db.insert('package', { name: 'after a failed read' });
    });
    expect(db.dirty).toBe(true);
    await db.commit();
    expect(await db.column(names)).toEqual(['after a failed read', 'inner', 'kept']);
    await db.release();
    await closed(database);
  });

  it('decodes booleans, JSON, big integers and times', async () => {
    const { database } = await prepared();
    await database.transaction(async (db) => {
      const user_id = await db.insertReturningId('users', { name: 'x', status: 0, usertype: double(0) });
      const id = await db.insertReturningId('sessions', { user_id, exclusive: true, hostip: 5 });
      const session = await db.first(
        sql`SELECT expired AS gone, exclusive, hostip, start_time, renew_time FROM sessions WHERE id = ${id}`,
      );
      expect(session).toMatchObject({ gone: false, exclusive: true, hostip: '5', renew_time: null });
      expect(session!['start_time']).toMatch(timeForm);
      await db.insert('proton_queue', {
        address: 'a',
        props: db.dialect.json({ b: 1, a: [true, null] }),
        body: db.dialect.json('text'),
        created_ts: db.dialect.moment(1_700_000_000.123456),
      });
      expect(
        await db.first(
          sql`SELECT props, body, created_ts, ${db.dialect.epoch(sql`created_ts`)} AS seconds FROM proton_queue`,
        ),
      ).toEqual({
        props: { a: [true, null], b: 1 },
        body: 'text',
        created_ts: '2023-11-14 22:13:20.123456+00:00',
        seconds: 1_700_000_000.123456,
      });
      const before = sql`SELECT count(*) AS n FROM proton_queue WHERE created_ts < `;
      expect(await db.value(sql`${before}${db.dialect.moment('2023-11-15')}`)).toBe(1);
      expect(await db.value(sql`${before}${db.dialect.moment('2023-11-14T23:13:20+01:00')}`)).toBe(0);
      expect(await db.value(sql`SELECT max(id) FROM build`)).toBeUndefined();
      await expect(db.savepoint(() => db.insert('package', { name: ['bash', 'zsh'] }))).rejects.toThrow(
        TypeError,
      );
    });
    await closed(database);
  });

  it('runs what knex builds, and begins with what that writes', async () => {
    const { database, statements } = await prepared();
    const db = database.open();
    const packages = () => db.table<{ id: number; name: string }>('package');
    expect(await packages().select('name')).toEqual([]);
    expect(await db.all(packages().where('name', 'bash'))).toEqual([]);
    expect(statements).not.toContain(begin);
    expect(db.dirty).toBe(false);

    await packages().insert({ name: 'bash' });
    expect(statements).toContain(begin);
    expect(db.dirty).toBe(true);
    expect(await db.write<{ id: number }>(packages().insert({ name: 'zsh' }).returning('id'))).toEqual([
      { id: 2 },
    ]);
    const longer = packages().whereRaw(db.raw(sql`length(name) > ${3}`));
    expect(await longer.clone().pluck('name')).toEqual(['bash']);
    expect(await db.run(longer.clone().update({ name: 'dash' }))).toBe(1);
    expect(await packages().where({ name: 'dash' }).first()).toEqual({ id: 1, name: 'dash' });
    const joined = db.table(sql`package AS p JOIN package AS q ON q.id > p.id`);
    expect(await db.first(joined.select('q.name as other').orderBy('q.id'))).toEqual({ other: 'zsh' });
    expect(await db.value(packages().count())).toBe(2);
    await db
      .savepoint(async () => {
        await packages().delete();
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(await db.column(packages().orderBy('id').select('name'))).toEqual(['dash', 'zsh']);
    await db.rollback();
    expect(await packages()).toEqual([]);
    await db.release();
    await closed(database);
  });

  it('takes what looks like a part of a query for a value that it is not', async () => {
    const { database } = await prepared();
    const db = database.open();
    for (const value of [{ isRawInstance: true, sql: '1 = 1' }, { toSQL: 1 }, ['a', 'b']]) {
      const failed = db.savepoint(() => db.all(db.table('package').whereRaw(db.raw(sql`name = ${value}`))));
      await expect(failed).rejects.toThrow('Not a value for a database column');
    }
    expect(await db.all(db.table('package').whereRaw(db.raw(sql`name = ${undefined}`)))).toEqual([]);
    await db.release();
    await closed(database);
  });

  it('matches names as the dialect says', async () => {
    const { database } = await prepared();
    await database.transaction(async (db) => {
      const { dialect } = db;
      for (const name of ['Bash', 'bash', 'b_sh', 'a%c']) await db.insert('package', { name });
      const found = (condition: ReturnType<typeof sql>) =>
        db.column(sql`SELECT name FROM package WHERE ${condition} ORDER BY id`);
      const name = sql`name`;
      expect(await found(dialect.like(name, 'b%'))).toEqual(['bash', 'b_sh']);
      expect(await found(dialect.like(name, 'b\\_%'))).toEqual(['b_sh']);
      expect(await found(dialect.like(name, 'BASH', { ignoreCase: true }))).toEqual(['Bash', 'bash']);
      expect(await found(dialect.matches(name, '^b.sh$'))).toEqual(['bash', 'b_sh']);
      expect(await found(dialect.matches(name, '^B.SH$', { ignoreCase: true }))).toEqual([
        'Bash',
        'bash',
        'b_sh',
      ]);
      expect(await found(dialect.isIn(name, ['bash', "o'x", 'a%c']))).toEqual(['bash', 'a%c']);
      expect(await found(dialect.isIn(sql`id`, [1, 3]))).toEqual(['Bash', 'b_sh']);
      expect(await found(dialect.isIn(name, []))).toEqual([]);
    });
    await closed(database);
  });

  it('answers the same at every run of a statement, with any text and any list of texts', async () => {
    const { database } = await prepared();
    await database.transaction(async (db) => {
      const names = ['', 'NULL', 'a,b', 'a"b', 'a\\b', '{a}', "it's", 'ä\n😀', 'plain'];
      for (const name of names) await db.insert('package', { name });
      for (let run = 0; run < 4; run += 1) {
        const found = await db.column(
          sql`SELECT name FROM package WHERE ${db.dialect.isIn(sql`name`, names)} ORDER BY id`,
        );
        expect(found).toEqual(names);
        expect(await db.run(sql`UPDATE package SET name = name WHERE name LIKE ${'a%'}`)).toBe(3);
        expect(await db.first(sql`SELECT id, name FROM package WHERE name = ${names[run]}`)).toMatchObject({
          name: names[run],
        });
      }
    });
  });

  it('runs a statement that failed before', async () => {
    const { database } = await prepared();
    const insert = (db: Transaction) =>
      db.savepoint(() => db.run(sql`INSERT INTO package (name) VALUES (${'bash'})`));
    await database.transaction(async (db) => {
      await insert(db);
      for (let run = 0; run < 3; run += 1) {
        await expect(insert(db)).rejects.toSatisfy((error) => db.dialect.errorKind(error) === 'unique');
        await expect(db.savepoint(() => db.run(sql`INSERT INTO nowhere VALUES (1)`))).rejects.toThrow(
          'nowhere',
        );
      }
      await db.delete('package', sql`name = 'bash'`);
      expect(await insert(db)).toBe(1);
    });
  });

  it('draws ids that are not given again', async () => {
    const { database } = await prepared();
    await database.transaction(async (db) => {
      const first = await db.nextId('package');
      expect(await db.insertReturningId('package', { id: first, name: 'drawn' })).toBe(first);
      expect(await db.insertReturningId('package', { name: 'next' })).toBe(first + 1);
      expect(await db.delete('package', sql`id = ${first + 1}`)).toBe(1);
      expect(await db.nextId('package')).toBe(first + 2);
    });
    await closed(database);
  });
});
