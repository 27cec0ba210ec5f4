import { BUILD_STATES, type HubEvents } from '@kojikit/protocol';
import { findBuild } from '../builds/index.js';
import { buildRef } from '../readers/index.js';
import { isTrue } from '../rpc/convert.js';
import type { Context } from '../rpc/context.js';
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
  const user =
    isTrue(news.user) && typeof news.user !== 'number' ? await findUserStrictly(ctx, news.user) : undefined;
  const build = await findBuild(ctx, buildRef(news.build));
  if (build === undefined) return undefined;
  const state = news.successful ? BUILD_STATES.COMPLETE : BUILD_STATES.FAILED;
  const recipients = new Set<string>();
  for (const info of [news.tag, news.fromTag]) {
    const tag = isTrue(info) ? await findTag(ctx, info) : undefined;
    if (tag === undefined) continue;
    for (const address of await notificationRecipients(ctx, build, tag.id, state)) recipients.add(address);
  }
  const ignoreSuccess = news.ignoreSuccess ?? false;
  if (recipients.size === 0 || (news.successful && ignoreSuccess)) return undefined;
  return makeTask(ctx, 'tagNotification', [
    [...recipients],
    news.successful,
    news.tag ?? null,
    news.fromTag ?? null,
    news.build,
    user?.id ?? news.user ?? null,
    ignoreSuccess,
    news.failure,
  ]);
}
