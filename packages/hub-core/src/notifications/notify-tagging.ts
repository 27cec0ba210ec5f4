import { BUILD_STATES, type HubEvents } from '@kojikit/protocol';
import { findBuild } from '../builds/index.js';
import type { UserRef } from '../readers/index.js';
import { isWholeNumber, type WholeNumber } from '../rpc/convert.js';
import type { Context } from '../ground/context.js';
import { findTag } from '../tags/index.js';
import { makeTask } from '../tasks/index.js';
import { findUserStrictly } from '../users/index.js';
import { notificationRecipients } from './notification-recipients.js';

/**
 * Makes the task that sends mail about a build that was tagged or untagged, and returns its id; undefined when
 * nobody wants to know, the build is gone, or mail is switched off.
 */
export async function notifyTagging(
  ctx: Context,
  news: HubEvents['kojikitTagNotification'],
): Promise<number | undefined> {
  if (ctx.config.DisableNotifications) return undefined;
  const user = await userIdOf(ctx, news.user);
  const build = await findBuild(ctx, news.build);
  if (build === undefined) return undefined;
  const state = news.successful ? BUILD_STATES.COMPLETE : BUILD_STATES.FAILED;
  const recipients = new Set<string>();
  for (const info of [news.tag, news.fromTag]) {
    const tag = info === null ? undefined : await findTag(ctx, info);
    if (tag === undefined) continue;
    for (const address of await notificationRecipients(ctx, build, tag.id, state)) recipients.add(address);
  }
  const ignoreSuccess = news.ignoreSuccess ?? false;
  if (recipients.size === 0 || (news.successful && ignoreSuccess)) return undefined;
  return makeTask(ctx, 'tagNotification', [
    [...recipients],
    news.successful,
    news.tag,
    news.fromTag,
    news.build,
    user,
    ignoreSuccess,
    news.failure,
  ]);
}

/* An id is taken as it is. */
async function userIdOf(ctx: Context, info: UserRef | null): Promise<WholeNumber | null> {
  if (info === null || isWholeNumber(info)) return info;
  return (await findUserStrictly(ctx, info)).id;
}
