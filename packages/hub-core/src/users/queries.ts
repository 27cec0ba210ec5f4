import sql from 'sql-template-tag';
import type { Queries } from '../db/database.js';

/** The Kerberos principals of users, by user id. Who has none is left out. */
export async function principalsOf(
  db: Queries,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, string[]>> {
  const rows = await db.all<{ user_id: number; krb_principal: string }>(sql`
    SELECT user_id, krb_principal FROM user_krb_principals
     WHERE ${db.dialect.isIn(sql`user_id`, userIds)} ORDER BY krb_principal`);
  const principals = new Map<number, string[]>();
  for (const row of rows) {
    const known = principals.get(row.user_id);
    if (known) known.push(row.krb_principal);
    else principals.set(row.user_id, [row.krb_principal]);
  }
  return principals;
}
