import { expect, it } from 'vitest';
import { TASK_STATES } from '@kojikit/protocol';
import { quiet } from '../../test/root-setup.js';
import { stubSession } from '../../test/session-stub.js';
import type { TaskServices } from '../tasks/task-context.js';
import { Wakeup } from '../tasks/wakeup.js';
import { TaskManager } from './task-manager.js';

const HOST = 3;

function managerWith(task: { id: number; method: string }) {
  const row = { ...task, state: TASK_STATES.ASSIGNED, host_id: HOST };
  const hub = stubSession({ 'host.getTasks': [row] }, '/nowhere');
  // No task gets as far as its services here.
  const services = {} as TaskServices;
  const manager = new TaskManager({
    hub,
    hostId: HOST,
    tasks: [],
    services,
    wakeup: new Wakeup(),
    log: quiet,
  });
  return { hub, manager };
}

it('takes nothing when a restart was asked for while the hub was listing the tasks', async () => {
  const { hub, manager } = managerWith({ id: 9, method: 'restartVerify' });
  let restarting = false;
  const taking = manager.takeNext(() => !restarting);
  restarting = true;
  expect(await taking).toBeUndefined();
  expect(hub.calls.map(({ method }) => method)).toEqual(['host.getTasks']);
});

it('refuses a task that it has no handler for', async () => {
  const { hub, manager } = managerWith({ id: 9, method: 'vmExec' });
  expect(await manager.takeNext(() => true)).toBeUndefined();
  expect(hub.calls.at(-1)).toEqual({
    method: 'host.refuseTask',
    params: { task_id: 9, soft: false, msg: expect.any(String) as string },
  });
});
