import { encodeFault, TASK_STATES } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { defineHubPlugin } from '@kojikit/hub-core/plugin';
import { expect, it } from 'vitest';
import { login } from '@kojikit/testing/pages';
import { addOutput } from './upload.js';
import { visitedHub } from './visit.js';

const fruit = defineHubPlugin({
  name: 'fruit',
  panels: (['task', 'tag', 'user', 'admin'] as const).map((on) => ({
    name: `fruit-${on}`,
    on,
    read: async (ctx, id) => [{ title: `Fruit of ${on} ${id}`, actions: [{ name: 'eat', label: 'Eat' }] }],
    actions: { eat: (ctx) => ctx.call('createTag', { name: `eaten-${on}` }) },
  })),
});

eachDatabase('the pages', (open) => {
  it('show, on each database, what is there, and do what their forms say', async () => {
    const visited = await visitedHub({ plugins: [fruit] }, open);
    const { hub, get, post } = visited;
    const { rows } = hub;
    const tag = await rows.tag({ name: 'f40', parents: [(await rows.tag({ name: 'base' })).id] });
    const builder = await rows.host({ name: 'builder-1' });
    const opened = { state: TASK_STATES.OPEN, hostId: builder.id };
    const parent = await rows.task({ ...opened, method: 'build', params: ['x.src.rpm', 'f40'], owner: 2 });
    const child = await rows.task({ ...opened, method: 'buildArch', parent: parent.id, arch: 'aarch64' });
    const free = await rows.task({ owner: 2 });
    await addOutput(hub.topdir, child.id, 'build.log', 'one\nx.c:7: error: two\nthree\n');
    const host = await hub.as('builder-1');
    await host.call('exclusiveSession');
    await host.call('host.failTask', [child.id, encodeFault(1005, 'see build.log')]);
    await host.call('host.failTask', [parent.id, encodeFault(1005, 'see build.log')]);

    const { headers: cookie } = await login(visited, 'kojiadmin');
    const shows: readonly (readonly [address: string, text: string])[] = [
      ['index', `taskinfo?taskID=${free.id}`],
      ['tasks?state=all', `taskinfo?taskID=${child.id}`],
      ['tasks?state=failed&view=flat&owner=alice', `taskinfo?taskID=${parent.id}`],
      ['tasks?state=all&hostID=builder-1&order=-completion_time', `taskinfo?taskID=${child.id}`],
      [`taskinfo?taskID=${parent.id}`, '<b>2</b> x.c:7: error: two'],
      [`watchlogs?taskID=${free.id}&taskID=${child.id}`, 'x.c:7: error: two'],
      ['tags', 'taginfo?tagID='],
      ['taginfo?tagID=f40', `Fruit of tag ${tag.id}`],
      ['hosts', 'builder-1'],
      ['hostinfo?hostID=builder-1', 'x86_64'],
      ['channelinfo?channelID=1', 'default'],
      ['users', 'alice'],
      ['userinfo?userID=alice', `taskinfo?taskID=${free.id}`],
      ['admin', 'Fruit of admin 0'],
    ];
    for (const [address, text] of shows) {
      const response = await get(address, cookie);
      expect([address, response.status, await response.text()]).toEqual([
        address,
        200,
        expect.stringContaining(text),
      ]);
    }
    for (const address of ['taskinfo?taskID=999', 'taginfo?tagID=nosuch', 'hostinfo?hostID=nosuch']) {
      expect([address, (await get(address, cookie)).status]).toEqual([address, 404]);
    }

    const send = async (page: string, form: string) => {
      const text = await (await get(page, cookie)).text();
      const [, action, a] =
        new RegExp(`action="(${form}[^"]*)"[^>]*>\\s*<input type="hidden" name="a" value="([^"]+)"`).exec(
          text,
        ) ?? [];
      return post(action!.replaceAll('&amp;', '&'), { a: a! }, cookie);
    };
    for (const [page, place] of [
      [`taskinfo?taskID=${free.id}`, 'task'],
      [`taginfo?tagID=${tag.id}`, 'tag'],
      ['admin', 'admin'],
    ] as const) {
      const eaten = await send(page, 'panelaction');
      expect([eaten.status, eaten.headers.get('location')]).toEqual([303, `/koji/${page}`]);
      expect(await hub.anonymous.call('getTag', [`eaten-${place}`])).toMatchObject({
        name: `eaten-${place}`,
      });
    }
    expect((await send(`taskinfo?taskID=${free.id}`, 'canceltask')).status).toBe(303);
    expect(await hub.anonymous.call('getTaskInfo', [free.id])).toMatchObject({ state: TASK_STATES.CANCELED });
  });
});
