import { BUILD_STATES } from '@kojikit/protocol';
import { z } from 'zod';
import { buildMail } from '../notifications/build-mail.js';
import { readTaskOutcome, readTaskTree } from '../notifications/read-task-tree.js';
import { sendMail } from '../notifications/send-mail.js';
import { defineTask } from '../tasks/task-definition.js';
import type { Task } from '../tasks/task.js';

/** The mail shows so many changes of the package. */
const SHOWN_CHANGES = 3;

// A time that is a whole number of seconds is a Double.
const seconds = z.coerce
  .number()
  .nullish()
  .transform((value) => value ?? null);

const params = z.object({
  recipients: z.array(z.string()),
  build: z.looseObject({
    id: z.number().int(),
    name: z.string(),
    package_name: z.string(),
    version: z.string(),
    release: z.string(),
    epoch: z.number().int().nullable(),
    state: z.number().int(),
    owner_name: z.string(),
    creation_ts: seconds,
    completion_ts: seconds,
    volume_name: z.string(),
    draft: z.boolean().nullish(),
    task_id: z.number().int().nullish(),
  }),
  target: z.looseObject({ dest_tag_name: z.string().nullish() }).nullish(),
  weburl: z.string(),
});

type Params = z.infer<typeof params>;

/** Sends mail about a build that is complete, failed or canceled. */
export const buildNotificationTask = defineTask({
  method: 'buildNotification',
  weight: 0.1,
  params,
  async run(task) {
    const { hub, log, settings } = task;
    const { build, recipients, target, weburl } = task.params;
    if (recipients.length === 0) {
      log.debug(`task ${task.id}: no recipients, not sending notifications`);
      return null;
    }
    const taskId = build.task_id ?? undefined;
    const isFailed = build.state === BUILD_STATES.FAILED;
    const mail = buildMail({
      build,
      tag: target?.dest_tag_name ?? undefined,
      tasks: taskId === undefined ? [] : await readTaskTree(hub, taskId),
      outcome: isFailed && taskId !== undefined ? await readTaskOutcome(hub, taskId) : undefined,
      canceler: build.state === BUILD_STATES.CANCELED ? await canceler(task) : undefined,
      changes: await hub.call('getChangelogEntries', {
        buildID: build.id,
        queryOpts: { limit: SHOWN_CHANGES },
      }),
      weburl,
      topurl: settings.topurl ?? '',
    });
    await sendMail(task, { recipients, ...mail });
    return `sent notification of build ${build.id} to: ${recipients.join(', ')}`;
  },
});

/** The owner of the task that tells of a cancellation is who has canceled. */
async function canceler({ hub, id }: Task<Params>): Promise<string | undefined> {
  const owner = (await hub.call('getTaskInfo', { task_id: id }))?.owner;
  return owner ? (await hub.call('getUser', { userInfo: owner }))?.name : undefined;
}
