import sql from 'sql-template-tag';
import type { Queries } from '@kojikit/hub-core/plugin';

/** Rows of the queue by the ids of their messages; ids that are not queued are left out. */
export async function queuedRows(
  db: Queries,
  site: string,
  messageIds: readonly string[],
): Promise<Map<string, number>> {
  const own = messageIds.flatMap((id) => {
    const number = id.startsWith(`${site}-`) ? Number(id.slice(site.length + 1)) : NaN;
    return Number.isSafeInteger(number) ? [number] : [];
  });
  const rows = await db.all<{ id: number; message_id: string | null }>(sql`
    SELECT q.id, a.message_id
      FROM proton_queue q LEFT JOIN kojikit_message_attempts a ON a.queue_id = q.id
     WHERE ${db.dialect.isIn(sql`q.id`, own)} OR ${db.dialect.isIn(sql`a.message_id`, messageIds)}`);
  return new Map(rows.map((row) => [row.message_id ?? `${site}-${row.id}`, row.id]));
}
