import { expect, it } from 'vitest';
import { eachDatabase } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { asHub } from '../rpc/as-hub.js';
import { insertVersioned, insertVersionedRows } from './index.js';

const ADMIN = { user: 1 };

eachDatabase('versioned rows', (open) => {
  it('have one event for all of a call', async () => {
    const hub = await open();
    const { id: tag } = await hub.rows.tag({ name: 'f40' });
    const extra = (key: string) => ({ table: 'tag_extra', values: { tag_id: tag, key, value: '1' } });
    await asHub(hub.hub.parts, 'test', async (ctx) => {
      await insertVersionedRows(ctx, [extra('a'), extra('b'), extra('c')], ADMIN);
      await insertVersionedRows(ctx, [extra('d'), extra('e')], ADMIN);
      await insertVersioned(ctx, 'tag_extra', { tag_id: tag, key: 'f', value: '1' }, ADMIN);
      const rows = await ctx.db.all(sql`SELECT key, create_event AS event FROM tag_extra ORDER BY key`);
      expect(rows).toEqual([...'abcdef'].map((key) => ({ key, event: rows[0]!['event'] })));
      expect(rows[0]!['event']).toBe(await ctx.event());
    });
  });

  it('get an event also when that of a failed try is gone', async () => {
    const hub = await open();
    const { id: tag } = await hub.rows.tag({ name: 'f40' });
    await asHub(hub.hub.parts, 'test', async (ctx) => {
      const add = (id: number) =>
        ctx.db.savepoint(() =>
          insertVersioned(ctx, 'tag_extra', { tag_id: id, key: 'a', value: '1' }, ADMIN),
        );
      await expect(add(999_999)).rejects.toThrow();
      await add(tag);
      expect(
        await ctx.db.value(sql`SELECT COUNT(*) FROM tag_extra JOIN events ON events.id = create_event`),
      ).toBe(1);
    });
  });

  it('get another event when theirs was undone with a savepoint around it', async () => {
    const hub = await open();
    const { id: tag } = await hub.rows.tag({ name: 'f40' });
    await asHub(hub.hub.parts, 'test', async (ctx) => {
      const given = ctx.db.savepoint(async () => {
        await ctx.db.savepoint(() => ctx.event());
        throw new Error('given up');
      });
      await expect(given).rejects.toThrow('given up');
      await insertVersioned(ctx, 'tag_extra', { tag_id: tag, key: 'a', value: '1' }, ADMIN);
      expect(
        await ctx.db.value(sql`SELECT COUNT(*) FROM tag_extra JOIN events ON events.id = create_event`),
      ).toBe(1);
    });
  });
});
