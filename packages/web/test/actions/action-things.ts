import { BUILD_STATES, TASK_STATES } from '@kojikit/protocol';
import type { TestHub } from '@kojikit/testing';

/** What actions are done to. */
export type ActionThings = Awaited<ReturnType<typeof makeThings>>;

/** Makes something of its own for every action. */
export async function makeThings(hub: TestHub) {
  const { rows } = hub;
  const ask = <Result>(method: string, ...params: unknown[]) => hub.anonymous.call<Result>(method, params);
  const admin = await hub.as('kojiadmin');
  const base = await rows.tag({ name: 'base', arches: 'x86_64', packages: ['bash'] });
  const tag = await rows.tag({ name: 'work', parents: [base.id], arches: 'x86_64', packages: ['bash'] });
  const other = await rows.tag({ name: 'other' });
  const doomed = await rows.tag({ name: 'doomed', packages: ['bash'] });
  const target = await rows.target({ name: 'target', buildTag: tag.id, destTag: base.id });
  const gone = await rows.target({ name: 'gone', buildTag: tag.id, destTag: base.id });
  const host = await rows.host({ name: 'builder' });
  const opened = { state: TASK_STATES.OPEN, hostId: host.id };
  const [running, free, weighed, failed] = [
    await rows.task(opened),
    await rows.task(),
    await rows.task(),
    await rows.task({ state: TASK_STATES.FAILED }),
  ];
  const making = await rows.task({ method: 'build', params: ['x', 'target'] });
  const building = await rows.build({
    name: 'bash',
    version: '2',
    state: BUILD_STATES.BUILDING,
    taskId: making.id,
  });
  const build = await rows.build({ name: 'bash', tags: [doomed.id] });
  const untagged = await rows.build({ name: 'bash', version: '3', tags: [tag.id] });
  for (const pkg of ['bash', null]) {
    await admin.call('createNotification', [1, pkg, base.id, false]);
  }
  return {
    ask,
    base,
    tag,
    other,
    doomed,
    target,
    gone,
    host,
    running,
    free,
    weighed,
    failed,
    building,
    build,
    untagged,
  };
}
