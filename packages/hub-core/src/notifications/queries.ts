import sql, { type Sql } from 'sql-template-tag';
import { GenericError, type NamedNotification } from '@kojikit/protocol';
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

/** All wishes of a user, with the names of their packages and tags. */
export function namedNotificationsOf(ctx: Context, userId: number): Promise<NamedNotification[]> {
  return ctx.db.all<NamedNotification>(sql`
    SELECT wish.id AS id, wish.user_id AS user_id, wish.package_id AS package_id, wish.tag_id AS tag_id,
           wish.success_only AS success_only, wish.email AS email, package.name AS package_name, tag.name AS tag_name
      FROM build_notifications AS wish LEFT JOIN package ON wish.package_id = package.id
      LEFT JOIN tag ON wish.tag_id = tag.id
     WHERE wish.user_id = ${userId} ORDER BY wish.id`);
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
