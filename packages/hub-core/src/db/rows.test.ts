import { double, encodeResponse } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { asHub } from '../rpc/as-hub.js';

interface Listed {
  id: number;
  name: string | null;
  big: number;
  active: boolean;
  time: string;
  seconds: number;
}

eachDatabase('rows as they were sent', (open) => {
  it('are those that a read answers as objects, whatever is done with them', async () => {
    const hub = await open();
    await asHub(hub.hub.parts, 'test', async ({ db }) => {
      await db.run(sql`UPDATE users SET name = 'a & <b>' WHERE id = 1`);
      const query = sql`
        SELECT users.id, CASE WHEN users.id = 2 THEN NULL ELSE users.name END AS name, 30000000000 + users.id AS big,
          events.time, ${db.dialect.epoch(sql`events.time`)} AS seconds, tag_config.active
        FROM users, events LEFT JOIN tag_config ON tag_config.create_event = events.id ORDER BY users.id, events.id`;
      const objects = await db.all<Listed>(query);
      const rows = await db.rows<Listed>(query);
      const written = (of: typeof rows) => Buffer.concat([...of.pieces()]).toString();
      const encoded = (of: readonly object[]) =>
        encodeResponse(of).replace(/^.*?<array><data>(.*)<\/data>.*$/s, '$1');
      expect(objects.length).toBeGreaterThan(1);
      expect(rows.length).toBe(objects.length);
      expect(rows.values()).toEqual(objects);
      expect(written(rows)).toBe(encoded(objects));
      expect(rows.integers('big')).toEqual(objects.map((row) => row.big));
      expect(rows.texts('name')).toEqual(objects.map((row) => row.name));
      const turned = objects.toReversed();
      const places = [...objects.keys()].reverse();
      expect(written(rows.picked(places))).toBe(encoded(turned));
      const read = rows.reading({
        name: (name: string) => [name],
        id: (id: number) => id + 1,
        seconds: double,
      });
      const changed = objects.map((row) => ({
        ...row,
        id: row.id + 1,
        name: row.name === null ? null : [row.name],
        seconds: double(row.seconds),
      }));
      expect(read.values()).toEqual(changed);
      expect(written(read)).toBe(encoded(changed));
      const others = await db.rows<{ place: number }>(
        sql`SELECT users.id AS place FROM users, events ORDER BY 1`,
      );
      const both = objects.map((row, place) => ({ ...row, place: others.integers('place')[place]! }));
      const beside = rows.beside(others.picked([...both.keys()]));
      expect(beside.values()).toEqual(both);
      expect(written(beside)).toBe(encoded(both));
      expect(read.column('seconds')).toEqual(changed.map((row) => row.seconds));
      expect(read.column('name')).toEqual(changed.map((row) => row.name));
      expect((await db.rows(query)).column('nobody')).toBeUndefined();
      const together = read.followedBy([read.picked([0])]);
      expect(together.values()).toEqual([...changed, changed[0]]);
      expect(written(together)).toBe(encoded([...changed, changed[0]!]));
    });
  });
});
