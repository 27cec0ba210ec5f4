import { rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { encodeFault, encodeResponse } from '@kojikit/protocol';
import type { ConfiguredTask } from '../plugins/load-plugins.js';
import { bindArguments } from './bind-arguments.js';
import { RefuseTask } from './refuse-task.js';
import type { RunningTask, TaskOutcome } from './running-task.js';
import type { TaskServices } from './task-context.js';
import { TaskContext } from './task-context.js';
import { RestartFirst, asFault } from './task-error.js';

/** Does a task from its request to its report to the hub, and closes its session. Never throws. Returns how it ended. */
export async function runTask(
  running: RunningTask,
  task: ConfiguredTask,
  request: readonly unknown[],
  services: TaskServices,
): Promise<TaskOutcome> {
  const { log } = services;
  let outcome: TaskOutcome = 'left';
  try {
    outcome = await report(running, () => work(running, task, request, services));
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
  return outcome;
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

async function report(running: RunningTask, result: () => Promise<unknown>): Promise<TaskOutcome> {
  const { id, session, signal } = running;
  let response: string;
  try {
    response = encodeResponse(await result());
  } catch (error) {
    if (signal.aborted) return 'left';
    if (error instanceof RefuseTask) {
      await session.call('host.refuseTask', { task_id: id, msg: error.message });
      return 'left';
    }
    if (error instanceof RestartFirst) {
      await session.call('host.freeTasks', { tasks: [id] });
      return 'left';
    }
    const { code, message } = asFault(error);
    await session.call('host.failTask', { task_id: id, response: encodeFault(code, message) });
    return 'failed';
  }
  if (signal.aborted) return 'left';
  await session.call('host.closeTask', { task_id: id, response });
  return 'closed';
}
