import sql from 'sql-template-tag';
import { GenericError } from '@kojikit/protocol';
import { lookupNameStrictly } from '../lookup/index.js';
import type { NameOrId, UserRef } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { assertOwner, newOwner } from './notification-owner.js';
import { mailAddress } from './mail-address.js';
import { blocksOf, getBlock, getNotification, notificationsOf } from './queries.js';
import type { NotificationBlockRow } from './types.js';

/** Package and tag that a wish or opt-out is about; null for any. */
export interface Subject {
  readonly package_id: NameOrId | null;
  readonly tag_id: NameOrId | null;
}

/** What mail is wanted about. */
export interface Wish extends Subject {
  readonly success_only: boolean;
}

/** Notes that a user wants mail about builds. Throws GenericError `notification already exists`. */
export async function createNotification(ctx: Context, userInfo: UserRef | null, wish: Wish): Promise<void> {
  const owner = await newOwner(ctx, userInfo, 'notifications');
  const wanted = { ...(await idsOf(ctx, wish)), success_only: wish.success_only };
  assertNew(await notificationsOf(ctx, owner.id), wanted);
  await ctx.db.insertReturningId('build_notifications', {
    user_id: owner.id,
    ...wanted,
    email: mailAddress(ctx, owner.name),
  });
}

/** Changes what a wish is about. Throws GenericError when there is none, or one that is the same. */
export async function updateNotification(ctx: Context, id: number | null, wish: Wish): Promise<void> {
  const notification = await getNotification(ctx, id);
  await assertOwner(ctx, notification.user_id, 'update', 'notifications');
  const wanted = { ...(await idsOf(ctx, wish)), success_only: wish.success_only };
  assertNew(await notificationsOf(ctx, notification.user_id), wanted);
  await ctx.db.update('build_notifications', wanted, sql`id = ${notification.id}`);
}

/** Takes a wish back. */
export async function deleteNotification(ctx: Context, id: number | null): Promise<void> {
  const notification = await getNotification(ctx, id);
  await assertOwner(ctx, notification.user_id, 'delete', 'notifications');
  await ctx.db.delete('build_notifications', sql`id = ${notification.id}`);
}

/** Notes that a user wants no mail about a package, a tag, or anything. */
export async function createBlock(ctx: Context, userInfo: UserRef | null, subject: Subject): Promise<void> {
  const owner = await newOwner(ctx, userInfo, 'notification blocks');
  const wanted = await idsOf(ctx, subject);
  assertNew(await blocksOf(ctx, owner.id), wanted);
  await ctx.db.insertReturningId('build_notifications_block', { user_id: owner.id, ...wanted });
}

/** Takes an opt-out back. */
export async function deleteBlock(ctx: Context, id: number | null): Promise<void> {
  const block = await getBlock(ctx, id);
  await assertOwner(ctx, block.user_id, 'delete', 'notification blocks');
  await ctx.db.delete('build_notifications_block', sql`id = ${block.id}`);
}

type Ids = Pick<NotificationBlockRow, 'package_id' | 'tag_id'> & { success_only?: boolean };

async function idsOf(
  ctx: Context,
  subject: Subject,
): Promise<{ package_id: number | null; tag_id: number | null }> {
  const { package_id: pkg, tag_id: tag } = subject;
  return {
    package_id: pkg == null ? null : (await lookupNameStrictly(ctx, 'package', pkg)).id,
    tag_id: tag == null ? null : (await lookupNameStrictly(ctx, 'tag', tag)).id,
  };
}

function assertNew(rows: readonly Ids[], wanted: Ids): void {
  const same = rows.some(
    (row) =>
      row.package_id === wanted.package_id &&
      row.tag_id === wanted.tag_id &&
      row.success_only === wanted.success_only,
  );
  if (same) throw new GenericError('notification already exists');
}
