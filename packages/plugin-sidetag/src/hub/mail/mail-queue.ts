import sql from 'sql-template-tag';
import { USER_STATUS, USER_TYPES } from '@kojikit/protocol';
import type { Context, Queries } from '@kojikit/hub-core/plugin';
import type { DueSideTag } from '../cleanup/plan-cleanup.js';

/** The topic that the worker waits on. */
export const MAIL_TOPIC = 'sidetag:mail';

/** A notice that a side tag will be removed, which waits to be sent. */
export interface Notice {
  readonly tagId: number;
  readonly tagName: string;
  readonly rule: DueSideTag['rule'];
  /** Seconds since 1970: what the rule counts from, when the tag will be removed, when that was decided. */
  readonly since: number;
  readonly removal: number;
  readonly warned: number;
  readonly attempts: number;
}

/** Leaves a notice for the mail worker, in the transaction that decides about the removal. */
export async function queueNotice(ctx: Context, due: DueSideTag, removal: number): Promise<void> {
  await ctx.db.delete('kojikit_sidetag_mail', sql`tag_id = ${due.tag.id}`);
  await ctx.db.insert('kojikit_sidetag_mail', {
    tag_id: due.tag.id,
    rule: due.rule,
    since: due.since,
    removal,
    attempts: 0,
    not_before: 0,
  });
  ctx.afterCommit(() => ctx.signals.announce(MAIL_TOPIC));
}

/** Forgets notices that were not sent before they were no longer true: the side tags were used or kept. */
export async function dropStaleNotices(ctx: Context): Promise<void> {
  await ctx.db.delete(
    'kojikit_sidetag_mail',
    sql`tag_id IN (SELECT tag_id FROM kojikit_sidetag WHERE warned IS NULL)`,
  );
}

/** The notices whose time to be sent, or sent again, has come. */
export async function readNotices(db: Queries, now: number): Promise<Notice[]> {
  return db.all<Notice>(sql`
    SELECT mail.tag_id AS "tagId", tag.name AS "tagName", mail.rule AS rule, mail.since AS since,
      mail.removal AS removal, life.warned AS warned, mail.attempts AS attempts
    FROM kojikit_sidetag_mail AS mail JOIN tag ON tag.id = mail.tag_id
      JOIN kojikit_sidetag AS life ON life.tag_id = mail.tag_id
    WHERE mail.not_before <= ${now} AND life.warned IS NOT NULL ORDER BY mail.removal, mail.tag_id LIMIT 100`);
}

/**
 * The names of those who own a side tag and want mail: accounts of people that are not blocked, without those who opted
 * out of every notification, or of every one about this tag.
 */
export async function namesToTell(db: Queries, tagId: number): Promise<string[]> {
  return db.column<string>(sql`
    SELECT users.name FROM users
    WHERE users.status = ${USER_STATUS.NORMAL} AND users.usertype = ${USER_TYPES.NORMAL}
      AND (users.id IN (SELECT user_id FROM kojikit_sidetag_owners WHERE tag_id = ${tagId})
        OR CAST(users.id AS TEXT) IN (SELECT value FROM tag_extra
          WHERE tag_id = ${tagId} AND key = 'sidetag_user_id' AND active IS TRUE))
      AND users.id NOT IN (SELECT user_id FROM build_notifications_block
        WHERE package_id IS NULL AND (tag_id = ${tagId} OR tag_id IS NULL))
    ORDER BY users.name`);
}
