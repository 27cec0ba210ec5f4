import sql, { raw } from 'sql-template-tag';
import type { Queries } from './database.js';
import { quoted } from './identifier.js';
import { storedValue } from './stored-value.js';

/**
 * Inserts a row that has nothing but a name, which is unique, and returns its `id`; undefined when there is such a row. Who does
 * the same at the same time is waited for. The drawn id is used up either way, and when the transaction is undone.
 */
export async function insertUnlessThere(
  db: Queries,
  table: string,
  name: string,
): Promise<number | undefined> {
  if (db.dialect.name === 'sqlite') {
    // SQLite itself gives ids back that an undone transaction has drawn.
    try {
      return await db.savepoint(() => db.insertReturningId(table, { name }));
    } catch (error) {
      if (db.dialect.errorKind(error) === 'unique') return undefined;
      throw error;
    }
  }
  const [made] = await db.write<{ id: number }>(sql`
    INSERT INTO ${raw(quoted(table))} (name) VALUES (${storedValue(table, 'name', name)})
    ON CONFLICT DO NOTHING RETURNING id`);
  return made?.id;
}
