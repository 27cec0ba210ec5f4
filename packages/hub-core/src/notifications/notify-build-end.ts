import { BUILD_STATES, GenericError, type Build } from '@kojikit/protocol';
import { isGiven, nameOrId } from '../readers/index.js';
import type { Context } from '../ground/context.js';
import { findTarget, type TargetInfo } from '../targets/index.js';
import { findTask, makeTask } from '../tasks/index.js';
import { notificationRecipients } from './notification-recipients.js';

/** Where the request of a task that makes a build names its target, by the kind of task. */
const TARGET_POSITION: Readonly<Record<string, number>> = { build: 1, maven: 1, winbuild: 2 };

/**
 * Makes the task that sends mail about a build that is complete, failed or canceled, and returns its id; undefined
 * when nobody wants to know, or mail is switched off. Throws GenericError for a build that is not over.
 */
export async function notifyBuildEnd(
  ctx: Context,
  { build, taskId }: { build: Build; taskId: number },
): Promise<number | undefined> {
  if (ctx.config.DisableNotifications) return undefined;
  const target = await targetOf(ctx, taskId);
  if (build.state === BUILD_STATES.BUILDING) {
    throw new GenericError('never send notifications for incomplete builds');
  }
  const recipients = await notificationRecipients(ctx, build, target?.dest_tag, build.state);
  if (recipients.length === 0) return undefined;
  return makeTask(ctx, 'buildNotification', [recipients, build, target ?? null, ctx.config.KojiWebURL]);
}

async function targetOf(ctx: Context, taskId: number): Promise<TargetInfo | undefined> {
  const task = await findTask(ctx, taskId, { request: true });
  const position = TARGET_POSITION[task?.method ?? ''];
  const request: unknown = task?.request;
  const named: unknown = position !== undefined && Array.isArray(request) ? request[position] : undefined;
  return isGiven(named) ? findTarget(ctx, nameOrId(named)) : undefined;
}
