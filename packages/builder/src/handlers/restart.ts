import { GenericError, stateName, TASK_STATES, type ParamsOf } from '@kojikit/protocol';
import { z } from 'zod';
import { defineTask } from '../tasks/task-definition.js';
import type { TaskDefinition } from '../tasks/task-definition.js';
import { RestartFirst } from '../tasks/task-error.js';
import type { DaemonControl } from './daemon-control.js';

/** Seconds that restartHosts waits if the request does not say. */
const RESTART_TIMEOUT = 86400;

const host = z.looseObject({ id: z.number().int() });

/** The tasks `shutdown`, `restart`, `restartVerify` and `restartHosts`, for one daemon. */
export function daemonTasks(control: DaemonControl): TaskDefinition<unknown>[] {
  const shutdown = defineTask({
    method: 'shutdown',
    weight: 0,
    foreground: true,
    params: z.object({}),
    // Koji's builder frees this task as it goes, so that the next one to take it goes down as well. Here it is done.
    run: () => {
      control.requestShutdown();
      return Promise.resolve(null);
    },
  });
  const restart = defineTask({
    method: 'restart',
    weight: 0.1,
    foreground: true,
    params: z.object({ host }),
    run({ params }) {
      if (params.host.id !== control.hostId) throw new GenericError('Host mismatch');
      control.requestRestart();
      return Promise.resolve('graceful restart initiated');
    },
  });
  const restartVerify = defineTask({
    method: 'restartVerify',
    weight: 0.1,
    params: z.object({ task_id: z.number().int(), host }),
    async run({ params, hub }) {
      const first = await hub.call('getTaskInfo', { task_id: params.task_id, strict: true });
      if (first.state !== TASK_STATES.CLOSED) {
        throw new GenericError(`Stage one restart task is ${stateName(TASK_STATES, first.state)}`);
      }
      if (params.host.id !== control.hostId) throw new GenericError('Host mismatch');
      if (control.startTime < Number(first.completion_ts)) {
        const started = new Date(control.startTime * 1000).toUTCString();
        throw new GenericError(`Restart failed - start time is ${started}`);
      }
      return null;
    },
  });
  return [shutdown, restart, restartVerify, restartHosts(control)];
}

function restartHosts(control: DaemonControl): TaskDefinition<unknown> {
  return defineTask({
    method: 'restartHosts',
    weight: 0.1,
    params: z.object({
      options: z
        .object({
          channel: z.union([z.string(), z.number().int()]).optional(),
          arches: z.union([z.string(), z.array(z.string())]).nullish(),
          timeout: z.number().optional(),
        })
        .nullish(),
    }),
    async run(task) {
      const { channel, arches, timeout = RESTART_TIMEOUT } = task.params.options ?? {};
      const query: ParamsOf<'listHosts'> = { enabled: true, arches };
      if (channel !== undefined) {
        query.channelID = (await task.hub.call('getChannel', { channelInfo: channel, strict: true })).id;
      }
      const hosts = await task.hub.call('listHosts', query);
      if (hosts.length === 0) throw new GenericError('No matching hosts');
      const subtasks: number[] = [];
      let own: { restart: number; verify: number } | undefined;
      for (const entry of hosts) {
        const { id } = entry;
        const first = await task.subtask('restart', [entry], { assign: id, label: `restart ${id}` });
        const verify = await task.subtask('restartVerify', [first, entry], {
          assign: id,
          label: `sleep ${id}`,
        });
        subtasks.push(first, verify);
        if (id === control.hostId) own = { restart: first, verify };
      }
      if (own) {
        await task.wait(own.restart, { timeout });
        // This host restarts as well, and cannot while this task is at work on it: the next daemon goes on with it.
        if (!(await task.hub.call('taskFinished', { taskId: own.verify }))) throw new RestartFirst();
      }
      await task.wait(subtasks, { all: true, timeout });
      return null;
    },
  });
}
