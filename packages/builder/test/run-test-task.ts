import { join } from 'node:path';
import type { Backend } from '../src/backends/backend.js';
import { Leases } from '../src/buildroot/leases.js';
import type { BuilderSettings } from '../src/config/settings.js';
import type { HubSession } from '../src/hub/hub-session.js';
import { ProcessRecords } from '../src/process/process-records.js';
import { runTask } from '../src/tasks/run-task.js';
import { RunningTask, type TaskOutcome } from '../src/tasks/running-task.js';
import type { TaskServices } from '../src/tasks/task-context.js';
import type { TaskDefinition } from '../src/tasks/task-definition.js';
import { quiet } from './root-setup.js';

/** Does a task as the daemon does. `ended` resolves when all of it is over. */
export function runTestTask<Params>(
  definition: TaskDefinition<Params>,
  request: readonly unknown[],
  settings: BuilderSettings,
  session: HubSession,
  services: Partial<TaskServices> = {},
): { running: RunningTask; ended: Promise<TaskOutcome> } {
  const running = new RunningTask(12, definition.method, session);
  const task = {
    definition: definition as TaskDefinition<unknown, unknown>,
    config: undefined,
    plugin: 'test',
  };
  const ended = runTask(running, task, request, {
    settings,
    backend: undefined as unknown as Backend,
    records: new ProcessRecords(join(settings.workdir, 'processes')),
    leases: new Leases(),
    log: quiet,
    resourcePrefix: [],
    ...services,
  });
  return { running, ended };
}
