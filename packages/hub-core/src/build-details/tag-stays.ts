import sql from 'sql-template-tag';
import type { TagTime } from '@kojikit/protocol';
import type { Row } from '../db/database.js';
import { readRows } from '../query/listing.js';
import { withDoubles } from '../rpc/results.js';
import type { Context } from '../ground/context.js';

const MOST_STAYS = 500;

/** The tags that a build is or was in, the newest stay first, with who put it there and took it out; at most 500. */
export function tagStays(ctx: Context, buildId: number): Promise<TagTime[]> {
  const { epoch } = ctx.db.dialect;
  return readRows<TagTime>(
    ctx.db,
    {
      columns: {
        tag_id: sql`tag.id`,
        tag_name: sql`tag.name`,
        create_event: sql`tag_listing.create_event`,
        create_ts: epoch(sql`created.time`),
        creator_id: sql`creator.id`,
        creator_name: sql`creator.name`,
        revoke_event: sql`tag_listing.revoke_event`,
        revoke_ts: epoch(sql`revoked.time`),
        revoker_id: sql`revoker.id`,
        revoker_name: sql`revoker.name`,
      },
      from: sql`tag_listing
        JOIN tag ON tag.id = tag_listing.tag_id
        JOIN events AS created ON created.id = tag_listing.create_event
        JOIN users AS creator ON creator.id = tag_listing.creator_id
        LEFT JOIN events AS revoked ON revoked.id = tag_listing.revoke_event
        LEFT JOIN users AS revoker ON revoker.id = tag_listing.revoker_id`,
      where: [sql`tag_listing.build_id = ${buildId}`],
      transform: (row: Row & Pick<TagTime, 'create_ts' | 'revoke_ts'>) =>
        withDoubles(row, 'create_ts', 'revoke_ts'),
    },
    { order: '-create_event,-tag_id', limit: MOST_STAYS },
  );
}
