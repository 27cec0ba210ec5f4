import { z } from 'zod';
import { defineTask } from '../tasks/task-definition.js';

const reference = z.union([z.string(), z.number().int()]);

/** Tags a build, and has the hub tell those who want to know how that went. */
export const tagBuildTask = defineTask({
  method: 'tagBuild',
  params: z.object({
    tag_id: reference,
    build_id: reference,
    force: z.boolean().nullish(),
    fromtag: reference.nullish(),
    ignore_success: z.boolean().nullish(),
  }),
  async run({ id, hub, params, signal }) {
    const { tag_id: tag, build_id: build, force, fromtag } = params;
    const { owner } = await hub.call('getTaskInfo', { task_id: id, strict: true });
    const notice = {
      tag_id: tag,
      from_id: fromtag ?? null,
      build_id: build,
      user_id: owner,
      ignore_success: params.ignore_success ?? false,
    };
    try {
      await hub.call('getBuild', { buildInfo: build, strict: true });
      await hub.call('getTag', { tagInfo: tag, strict: true });
      await hub.call('host.tagBuild', {
        task_id: id,
        tag,
        build,
        force: force ?? false,
        fromtag: fromtag ?? null,
      });
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      if (!signal.aborted)
        await hub.call('host.tagNotification', { is_successful: false, ...notice, failure_msg: failure });
      throw error;
    }
    await hub.call('host.tagNotification', { is_successful: true, ...notice });
    return null;
  },
});
