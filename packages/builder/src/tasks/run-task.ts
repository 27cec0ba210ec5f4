import { rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { encodeFault, encodeResponse } from '@kojikit/protocol';
import type { ConfiguredTask } from '../plugins/load-plugins.js';
import { bindArguments } from './bind-arguments.js';
import { RefuseTask } from './refuse-task.js';
import type { RunningTask } from './running-task.js';
import type { TaskServices } from './task-context.js';
import { TaskContext } from './task-context.js';
import { RestartFirst, asFault } from './task-error.js';

/** Does a task from its request to its report to the hub, and closes its session. Never throws. */
export async function runTask(
  running: RunningTask,
  task: ConfiguredTask,
  request: readonly unknown[],
  services: TaskServices,
): Promise<void> {
  const { log } = services;
  try {
    await report(running, () => work(running, task, request, services));
  } catch (error) {
    // The hub no longer takes our word: the task was canceled, freed or given away meanwhile.
    log.warn(`task ${running.id}: cannot report to the hub: ${String(error)}`);
  }
  try {
    await running.session.logout();
  } catch (error) {
    log.debug(`task ${running.id}: cannot log out: ${String(error)}`);
  } finally {
    running.session.close();
  }
}

async function work(
  running: RunningTask,
  { definition, config }: ConfiguredTask,
  request: readonly unknown[],
  services: TaskServices,
): Promise<unknown> {
  const context = new TaskContext(running, services, bindArguments(definition.params, request), config);
  await rm(context.workDir, { recursive: true, force: true });
  await context.begin();
  try {
    return await definition.run(context);
  } finally {
    await context.end();
    await rm(context.workDir, { recursive: true, force: true });
    // The folder of all tasks with this number's last digits, once it is empty.
    await rmdir(dirname(context.workDir)).catch(() => undefined);
  }
}

async function report(running: RunningTask, result: () => Promise<unknown>): Promise<void> {
  const { id, session, signal } = running;
  let response: string;
  try {
    response = encodeResponse(await result());
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof RefuseTask) {
      await session.call('host.refuseTask', { task_id: id, msg: error.message });
    } else if (error instanceof RestartFirst) {
      await session.call('host.freeTasks', { tasks: [id] });
    } else {
      const { code, message } = asFault(error);
      await session.call('host.failTask', { task_id: id, response: encodeFault(code, message) });
    }
    return;
  }
  if (!signal.aborted) await session.call('host.closeTask', { task_id: id, response });
}
