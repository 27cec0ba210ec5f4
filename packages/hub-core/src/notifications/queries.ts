import sql, { type Sql } from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import type { NotificationBlockRow, NotificationRow } from './types.js';
import { faultText } from '../rpc/fault-text.js';

/** The wish with this id, or undefined. */
export async function findNotification(
  ctx: Context,
  id: number | null,
): Promise<NotificationRow | undefined> {
  return (await readNotifications(ctx, sql`id = ${id}`))[0];
}

/** {@link findNotification}; throws GenericError `No notification with ID <id> found`. */
export async function getNotification(ctx: Context, id: number | null): Promise<NotificationRow> {
  const found = await findNotification(ctx, id);
  if (found === undefined) throw new GenericError(faultText`No notification with ID ${id} found`);
  return found;
}

/** All wishes of a user. */
export function notificationsOf(ctx: Context, userId: number): Promise<NotificationRow[]> {
  return readNotifications(ctx, sql`user_id = ${userId}`);
}

/** The opt-out with this id, or undefined. */
export async function findBlock(ctx: Context, id: number | null): Promise<NotificationBlockRow | undefined> {
  return (await readBlocks(ctx, sql`id = ${id}`))[0];
}

/** {@link findBlock}; throws GenericError `No notification block with ID <id> found`. */
export async function getBlock(ctx: Context, id: number | null): Promise<NotificationBlockRow> {
  const found = await findBlock(ctx, id);
  if (found === undefined) throw new GenericError(faultText`No notification block with ID ${id} found`);
  return found;
}

/** All opt-outs of a user. */
export function blocksOf(ctx: Context, userId: number): Promise<NotificationBlockRow[]> {
  return readBlocks(ctx, sql`user_id = ${userId}`);
}

function readNotifications(ctx: Context, where: Sql): Promise<NotificationRow[]> {
  return ctx.db.all<NotificationRow>(sql`
    SELECT id, user_id, package_id, tag_id, success_only, email FROM build_notifications
     WHERE ${where} ORDER BY id`);
}

function readBlocks(ctx: Context, where: Sql): Promise<NotificationBlockRow[]> {
  return ctx.db.all<NotificationBlockRow>(sql`
    SELECT id, user_id, package_id, tag_id FROM build_notifications_block WHERE ${where} ORDER BY id`);
}
