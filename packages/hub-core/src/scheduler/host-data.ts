import sql from 'sql-template-tag';
import type { HostData } from '@kojikit/protocol';
import type { Members } from '../readers/index.js';
import type { Context } from '../ground/context.js';

/** What builders tell the scheduler of themselves, of one host or of all. */
export function readHostData(ctx: Context, hostId: number | null | undefined) {
  const where = hostId === undefined ? sql`` : sql`WHERE host_id = ${hostId}`;
  return ctx.db.all<{ host_id: number; data: HostData | null }>(
    sql`SELECT host_id, data FROM scheduler_host_data ${where} ORDER BY host_id`,
  );
}

/** Keeps what a builder tells of itself, time and again the same. */
export async function setHostData(ctx: Context, hostId: number, data: Members): Promise<void> {
  await ctx.db.run(sql`
    INSERT INTO scheduler_host_data (host_id, data) VALUES (${hostId}, ${ctx.db.dialect.json(data)})
    ON CONFLICT (host_id) DO UPDATE SET data = excluded.data
     WHERE scheduler_host_data.data IS DISTINCT FROM excluded.data`);
}
