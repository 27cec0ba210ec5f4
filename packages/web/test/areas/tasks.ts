import { encodeFault, TASK_STATES } from '@kojikit/protocol';
import { addOutput } from '../upload.js';
import { type Area, HOSTILE } from './area.js';

/** Tasks and the hosts, tags and logs around them; the first that failed is task 1, and its child 2. */
export const tasksArea: Area = async ({ hub }) => {
  const { rows, topdir } = hub;
  await rows.tag({ name: 'f40', arches: 'x86_64 aarch64', parents: [(await rows.tag()).id] });
  const builder = await rows.host({ name: 'builder-with-a-long-name.example.com' });
  const open = { state: TASK_STATES.OPEN, hostId: builder.id };
  const failed = await rows.task({ ...open, method: 'build', params: [`${HOSTILE}.src.rpm`, 'f40'] });
  const child = await rows.task({
    ...open,
    method: 'buildArch',
    parent: failed.id,
    arch: 'aarch64',
    params: [HOSTILE, 1, 'aarch64'],
  });
  await rows.task({ ...open, method: 'tagBuild', parent: child.id });
  for (let number = 0; number < 70; number += 1) await rows.task({ method: 'newRepo', params: ['f40'] });
  const lines = [...Array(3000).keys()].map((line) =>
    line === 2500 ? `x.c:1: error: ${HOSTILE}` : `${line} ${'word '.repeat(line % 60)}`,
  );
  await addOutput(topdir, child.id, 'build.log', `${lines.join('\n')}\n`);
  await addOutput(topdir, child.id, `${HOSTILE.replaceAll('/', '_')}.log`, HOSTILE);
  const host = await hub.as(builder.name);
  await host.call('exclusiveSession');
  const fault = encodeFault(1005, `${HOSTILE} see build.log`);
  await host.call('host.failTask', [child.id, fault]);
  await host.call('host.failTask', [failed.id, fault]);
  const admin = await hub.as('kojiadmin');
  await admin.call('editHost', [builder.name], { comment: HOSTILE, description: HOSTILE });
  return [
    'index',
    'tasks?state=all',
    `taskinfo?taskID=${failed.id}`,
    `taskinfo?taskID=${child.id + 2}`,
    `watchlogs?taskID=${child.id}&log=build.log&line=2501`,
    `watchlogs?taskID=${child.id + 1}&taskID=${child.id}`,
    `canceltask?taskID=${child.id + 2}`,
    'tags',
    'taginfo?tagID=f40',
    'hosts',
    'hostinfo?hostID=1',
    'users',
    'userinfo?userID=1',
    'channelinfo?channelID=1',
    'login',
    'nonsense',
  ];
};
