import { ParameterError, type BuildReference, type Reference, type UserReference } from '@kojikit/protocol';
import { z } from 'zod';
import type { TaskHub } from '../hub/task-hub.js';
import { sendMail } from '../notifications/send-mail.js';
import { tagMail } from '../notifications/tag-mail.js';
import { defineTask } from '../tasks/task-definition.js';

const buildReference = z.union([
  z.string(),
  z.number().int(),
  z.looseObject({ name: z.string(), version: z.string(), release: z.string() }),
]);

/** By id, by name, or by a struct with both: the hub takes all three. */
const reference = z.union([
  z.string(),
  z.number().int(),
  z.looseObject({ id: z.number().int(), name: z.string() }),
]);

/** Sends mail about a build that was tagged, untagged or moved from one tag to another, or could not be. */
export const tagNotificationTask = defineTask({
  method: 'tagNotification',
  weight: 0.1,
  params: z.object({
    recipients: z.array(z.string()),
    is_successful: z.boolean(),
    tag_info: reference.nullable(),
    from_info: reference.nullable(),
    build_info: buildReference,
    user_info: reference.nullable(),
    ignore_success: z.boolean().nullish(),
    failure_msg: z.string().nullish(),
  }),
  async run(task) {
    const { hub, log } = task;
    const { recipients, is_successful: isSuccessful, ...given } = task.params;
    if (recipients.length === 0) {
      log.debug(`task ${task.id}: no recipients, not sending notifications`);
      return null;
    }
    if (given.ignore_success && isSuccessful) {
      log.debug(`task ${task.id}: the tag operation succeeded, of which no notification was asked for`);
      return null;
    }
    if (!given.tag_info && !given.from_info)
      throw new ParameterError('a tag notification is about tag_info, from_info or both');
    const build = await getBuild(hub, given.build_info);
    const mail = tagMail({
      build,
      user: await userName(hub, given.user_info),
      fromTag: given.from_info ? await tagName(hub, given.from_info) : undefined,
      intoTag: given.tag_info ? await tagName(hub, given.tag_info) : undefined,
      failure: isSuccessful ? undefined : (given.failure_msg ?? ''),
    });
    await sendMail(task, { recipients, ...mail });
    return `sent notification of tag operation ${task.id} to: ${recipients.join(', ')}`;
  },
});

async function getBuild(hub: TaskHub, buildInfo: BuildReference) {
  return hub.call('getBuild', { buildInfo, strict: true });
}

async function tagName(hub: TaskHub, tagInfo: Reference): Promise<string> {
  return (await hub.call('getTag', { tagInfo, strict: true })).name;
}

async function userName(hub: TaskHub, userInfo: UserReference | null): Promise<string> {
  return (await hub.call('getUser', { userInfo, strict: true })).name;
}
