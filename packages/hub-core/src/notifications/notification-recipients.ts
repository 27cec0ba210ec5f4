import sql, { type Sql } from 'sql-template-tag';
import { BUILD_STATES, USER_STATUS, USER_TYPES, type Build } from '@kojikit/protocol';
import { readPackageList } from '../packages/index.js';
import type { Context } from '../ground/context.js';
import { findUserStrictly } from '../users/index.js';
import { mailAddress } from './mail-address.js';

interface Recipient {
  readonly user_id: number;
  readonly email: string;
}

/**
 * The mail addresses of those who want to know about a build in a tag: who asked for it, the build's owner and the
 * owner of the package in the tag, without those who opted out. Each address once.
 * @param tagId the tag it is about; left out when there is none.
 * @param state one of BUILD_STATES; anything but COMPLETE counts as a failure.
 */
export async function notificationRecipients(
  ctx: Context,
  build: Build,
  tagId: number | undefined,
  state: number,
): Promise<string[]> {
  const success = state === BUILD_STATES.COMPLETE;
  const about = subject(build.package_id, tagId);
  const recipients = await ctx.db.all<Recipient>(sql`
    SELECT user_id, email FROM build_notifications JOIN users ON build_notifications.user_id = users.id
    WHERE users.status = ${USER_STATUS.NORMAL}
      AND users.usertype IN (${USER_TYPES.NORMAL}, ${USER_TYPES.GROUP})
      AND ${about} ${success ? sql`` : sql`AND success_only IS FALSE`}`);
  if (ctx.config.NotifyOnSuccess || !success) recipients.push(...(await owners(ctx, build, tagId)));
  if (recipients.length === 0) return [];

  const optedOut = new Set(
    await ctx.db.column<number>(sql`SELECT user_id FROM build_notifications_block WHERE ${about}`),
  );
  const wanted = recipients.filter((recipient) => !optedOut.has(recipient.user_id));
  return [...new Set(wanted.map((recipient) => recipient.email))];
}

/* A wish or opt-out without a package or tag is about any. */
function subject(packageId: number, tagId: number | undefined): Sql {
  const tag = tagId === undefined ? sql`tag_id IS NULL` : sql`(tag_id = ${tagId} OR tag_id IS NULL)`;
  return sql`(package_id = ${packageId} OR package_id IS NULL) AND ${tag}`;
}

async function owners(ctx: Context, build: Build, tagId: number | undefined): Promise<Recipient[]> {
  const submitter = { user_id: build.owner_id, email: mailAddress(ctx, build.owner_name) };
  if (tagId === undefined) return [submitter];
  const filter = { packageId: build.package_id, tagId, inherit: true };
  const entry = (await readPackageList(ctx, filter)).get(build.package_id);
  if (entry === undefined || entry.blocked) return [submitter];
  const owner = await findUserStrictly(ctx, entry.owner_id);
  const reachable = owner.status === USER_STATUS.NORMAL && owner.usertype === USER_TYPES.NORMAL;
  return reachable ? [submitter, { user_id: owner.id, email: mailAddress(ctx, owner.name) }] : [submitter];
}
