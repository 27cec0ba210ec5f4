import { mkdirSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BUILD_STATES, TASK_STATES, type Build } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { asHub } from '../rpc/as-hub.js';
import { newBuild } from './new-build.js';

eachDatabase('new builds', (open) => {
  it('take a cancelled build again, with new values and without its old files', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const old = await hub.rows.build({ name: 'p', version: '1', state: BUILD_STATES.CANCELED });
    const folder = join(hub.topdir, 'packages/p/1/1');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'stray'), '');
    await admin.call('createImageBuild', [old.id]);

    expect(await admin.call('createEmptyBuild', ['p', '1', '1', 7], { owner: 'alice' })).toBe(old.id);
    expect(await admin.call('getBuild', [old.id])).toMatchObject({
      state: BUILD_STATES.COMPLETE,
      epoch: 7,
      owner_name: 'alice',
    });
    expect(existsSync(folder)).toBe(false);
    expect(await admin.call('getBuildType', [old.id])).toEqual({});
  });

  it('do not take again what was in a tag', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const tag = await hub.rows.tag();
    await hub.rows.build({ name: 'p', version: '1', state: BUILD_STATES.FAILED, tags: [tag.id] });
    await expect(admin.call('createEmptyBuild', ['p', '1', '1', null])).rejects.toThrow(
      'Build already exists. Unable to recycle, has tag history',
    );
  });

  it('are the same build when the task that makes it starts again, and refused to other tasks', async () => {
    const hub = await open();
    const task = await hub.rows.task({ method: 'build' });
    const building = (taskId: number) =>
      asHub(hub.hub.parts, 'test', (ctx) =>
        newBuild(ctx, {
          name: 'p',
          version: '1',
          release: '1',
          epoch: null,
          owner: 1,
          state: BUILD_STATES.BUILDING,
          task_id: taskId,
          completion_time: null,
        }),
      );
    const id = await building(task.id);
    expect(await building(task.id)).toBe(id);
    await expect(building(task.id + 1)).rejects.toThrow(`Build already in progress (task ${task.id})`);
  });

  it('that a builder begins again are refused in the words of Koji', async () => {
    const hub = await open();
    const { name, id } = await hub.rows.host();
    const build = await hub.rows.build({ name: 'p', version: '1' });
    const task = await hub.rows.task({ method: 'build', hostId: id, state: TASK_STATES.OPEN });
    const builder = await hub.as(name);
    await builder.call('exclusiveSession');
    const data = {
      name: 'p',
      version: '1',
      release: '1',
      epoch: null,
      task_id: task.id,
      source: 'p',
      extra: null,
    };
    await expect(builder.call('host.initBuild', [data])).rejects.toThrow(
      `Build already exists (id=${build.id}, state=COMPLETE): {'name': 'p', 'version': '1', 'release': '1', 'epoch': None, 'task_id': ${task.id}, 'source': 'p', 'extra': 'null', 'owner': 1, 'state': 0, 'completion_time': None, 'pkg_id': `,
    );
  });

  it('use up an id when they fail after it was drawn', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await expect(admin.call('createEmptyBuild', ['p', '1', '1', 'no number'])).rejects.toThrow();
    expect(await admin.call('createEmptyBuild', ['p', '1', '1', null])).toBe(2);
  });

  it('keep their further data', async () => {
    const hub = await open();
    const extra = { source: { original_url: 'git://x#main' }, list: [1, 'ü', null] };
    const id = await asHub(hub.hub.parts, 'test', (ctx) =>
      newBuild(ctx, { name: 'p', version: '1', release: '1', epoch: null, owner: 1, extra }),
    );
    expect((await hub.anonymous.call<Build>('getBuild', [id])).extra).toEqual(extra);
  });

  it('announce themselves before and after', async () => {
    const seen: unknown[] = [];
    const hub = await open({
      plugins: [
        {
          name: 'watch',
          on: {
            preBuildStateChange: (ctx, { old, new: state, info }) =>
              void seen.push(['pre', old, state, info['nvr'], info['name']]),
            postBuildStateChange: (ctx, { old, new: state, info }) =>
              void seen.push(['post', old, state, info['nvr'], info['name']]),
          },
        },
      ],
    });
    const admin = await hub.as('kojiadmin');
    await admin.call('createEmptyBuild', ['p', '1', '1', null]);
    expect(seen).toEqual([
      ['pre', null, BUILD_STATES.COMPLETE, undefined, 'p'],
      ['post', null, BUILD_STATES.COMPLETE, 'p-1-1', 'p'],
    ]);
  });
});
