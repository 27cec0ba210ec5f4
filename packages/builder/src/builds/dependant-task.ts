import { setTimeout as pause } from 'node:timers/promises';
import { GenericError, TASK_STATES } from '@kojikit/protocol';
import { z } from 'zod';
import { defineTask } from '../tasks/task-definition.js';

/** Milliseconds between two looks at the tasks that are waited for: they are not its own, so that nobody tells. */
const INTERVAL = 1000;

const subtask = z.union([
  z.tuple([z.string(), z.array(z.unknown())]),
  z.tuple([
    z.string(),
    z.array(z.unknown()),
    z
      .looseObject({
        label: z.string().optional(),
        arch: z.string().optional(),
        channel: z.union([z.string(), z.number().int()]).optional(),
        priority: z.number().int().optional(),
        assign: z.number().int().optional(),
      })
      .nullish(),
  ]),
]);

/** Waits until other tasks have succeeded, then makes subtasks and waits for them. */
export const dependantTask = defineTask({
  method: 'dependantTask',
  weight: 0.2,
  params: z.object({ wait_list: z.array(z.unknown()), task_list: z.array(subtask) }),
  async run(task) {
    const { hub, params, signal, log } = task;
    const waiting = new Set<number>();
    for (const id of params.wait_list) {
      if (typeof id === 'number' && (await hub.call('getTaskInfo', { task_id: id }))) waiting.add(id);
      else log.debug(`task ${task.id}: there is no task ${String(id)} to wait for`);
    }
    for (;;) {
      for (const id of waiting) {
        if (!(await hub.call('taskFinished', { taskId: id }))) continue;
        const info = await hub.call('getTaskInfo', { task_id: id });
        if (info?.state === TASK_STATES.CANCELED || info?.state === TASK_STATES.FAILED)
          throw new GenericError(`Dependency ${id} failed to complete.`);
        waiting.delete(id);
      }
      if (waiting.size === 0) break;
      await pause(INTERVAL, undefined, { signal });
    }
    const made: number[] = [];
    for (const [method, request, options] of params.task_list) {
      const { label, arch, channel, priority, assign } = options ?? {};
      made.push(
        await task.subtask(method, request, {
          ...(label !== undefined && { label }),
          ...(arch !== undefined && { arch }),
          ...(channel !== undefined && { channel }),
          ...(priority !== undefined && { priority }),
          ...(assign !== undefined && { assign }),
        }),
      );
    }
    if (made.length > 0) await task.wait(made, { all: true });
    return null;
  },
});
