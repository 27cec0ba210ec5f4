import { BUILD_STATES, TASK_STATES } from '@kojikit/protocol';
import { type Area, HOSTILE } from './area.js';

/** Enough users, hosts, targets and builds for the reports to have more than a page. */
export const reportsArea: Area = async ({ hub }) => {
  const { rows } = hub;
  const target = await rows.target({ name: `target ${HOSTILE}` });
  for (let number = 0; number < 55; number += 1)
    await rows.host({ name: `reported-${number}${number === 0 ? HOSTILE : ''}`, arches: 'x86_64 i686' });
  const { CLOSED, FAILED } = TASK_STATES;
  for (const state of [CLOSED, CLOSED, FAILED]) {
    const task = await rows.task({ method: 'build', params: ['git://x#1', target.name], state });
    await rows.task({ method: `method ${HOSTILE}`, state, hostId: 1 });
    const ended = state === CLOSED ? BUILD_STATES.COMPLETE : BUILD_STATES.FAILED;
    await rows.build({ name: `package ${HOSTILE}`, version: String(task.id), state: ended, taskId: task.id });
  }
  return [
    'reports',
    'buildsbyuser',
    'packagesbyuser?order=name',
    'tasksbyuser',
    'tasksbyhost?hostArch=ix86&start=50',
    'rpmsbyhost?hostArch=x86_64&rpmArch=src',
    'buildsbystatus?days=-1',
    'buildsbytarget?days=-1&order=name',
    'clusterhealth',
    'buildsbyday?days=366',
    'tasktimes?days=31',
    'api',
    'api?filter=build',
    `api?filter=${encodeURIComponent(HOSTILE)}`,
    'apimethod?name=editTag2',
    'apievents',
    'apipolicytests',
    'apifaults',
    'failures?days=366&order=-share',
  ];
};
