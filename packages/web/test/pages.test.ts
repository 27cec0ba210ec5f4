import { encodeFault, TASK_STATES } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { addOutput } from './upload.js';
import { visitedHub, type Visited } from './visit.js';

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`;

/** A parent with a child that failed on a builder, with a log that says why. */
async function failedTree({ hub }: Visited): Promise<{ parent: number; child: number }> {
  const builder = await hub.rows.host({ name: 'builder-1' });
  const open = { state: TASK_STATES.OPEN, hostId: builder.id };
  const parent = await hub.rows.task({ ...open, method: 'build', params: ['x.src.rpm', 'f40'] });
  const child = await hub.rows.task({
    ...open,
    method: 'buildArch',
    params: ['x.src.rpm', 1, 'aarch64', true],
    arch: 'aarch64',
    parent: parent.id,
    label: 'aarch64',
  });
  const log = [...Array(300).keys()].map((line) =>
    line === 200 ? 'main.c:7: error: no such thing' : `line ${line}`,
  );
  await addOutput(hub.topdir, child.id, 'build.log', `${log.join('\n')}\n`);
  await addOutput(hub.topdir, child.id, 'root.log', 'all well\n');
  const host = await hub.as('builder-1');
  await host.call('exclusiveSession');
  const why = encodeFault(
    1005,
    'error building package (arch aarch64), mock exited with status 1; see build.log',
  );
  await host.call('host.failTask', [child.id, why]);
  await host.call('host.failTask', [parent.id, why]);
  return { parent: parent.id, child: child.id };
}

describe('the page of a task', () => {
  it('says what failed first, with the line of the log that tells why', async () => {
    const visited = await visitedHub();
    const { parent, child } = await failedTree(visited);
    const response = await visited.get(`taskinfo?taskID=${parent}`);
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain('What failed first');
    expect(page).toContain('error building package (arch aarch64)');
    expect(page).toContain(`watchlogs?taskID=${child}&amp;log=build.log&amp;line=201#L201`);
    expect(page).toContain('<b>201</b> main.c:7: error: no such thing');
    expect(page).toContain('builder-1');
  });

  it('shows the request by name, escapes what is hostile, and the files with sizes', async () => {
    const visited = await visitedHub();
    const { id } = await visited.hub.rows.task({ method: 'runroot', params: [HOSTILE, 'noarch', [HOSTILE]] });
    await addOutput(visited.hub.topdir, id, 'runroot.log', HOSTILE);
    await addOutput(visited.hub.topdir, id, "a'b<i>.log", 'x'.repeat(1234));
    const page = await (await visited.get(`taskinfo?taskID=${id}`)).text();
    expect(page).not.toMatch(/<script>alert|<img src=x|<i>/);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('1.2 kB');
  });

  it('answers 404 for an unknown task and 400 for what is no number', async () => {
    const { get } = await visitedHub();
    for (const page of ['taskinfo', 'watchlogs']) {
      expect((await get(`${page}?taskID=77`)).status).toBe(404);
      expect((await get(`${page}?taskID=99999999999`)).status).toBe(404);
      expect((await get(`${page}?taskID=x`)).status).toBe(400);
      expect((await get(page)).status).toBe(400);
    }
    const text = await (await get('taskinfo?taskID=77')).text();
    expect(text).toContain('There is no task 77');
  });

  it('tolerates addresses as mail programs break them', async () => {
    const { get, hub } = await visitedHub();
    const { id } = await hub.rows.task();
    for (const query of [`taskID=${id}&`, `&&taskID=${id}`, `taskID=${id}&x`, `taskID=${id}&taskID=0`]) {
      expect((await get(`taskinfo?${query}`)).status, query).toBe(200);
    }
    const moved = await get(`taskinfo/more?taskID=${id}`);
    expect([moved.status, moved.headers.get('location')]).toEqual([302, `/koji/taskinfo?taskID=${id}`]);
  });

  it('shows a task whose parameters do not fit its method', async () => {
    const { get, hub } = await visitedHub();
    const { id } = await hub.rows.task({ method: 'buildArch', params: [1, 2, 3, 4, 5, 6, 7, 8, 9] });
    const response = await get(`taskinfo?taskID=${id}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('unknown args');
  });
});

describe('every page', () => {
  it('may load nothing foreign, and is in no frame', async () => {
    const { get } = await visitedHub();
    for (const page of ['', 'index', 'tasks', 'nonsense', '_private', 'taskinfo?taskID=1']) {
      const { headers } = await get(page);
      expect(headers.get('content-security-policy'), page).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
    }
    expect((await get('nonsense')).status).toBe(404);
  });

  it('is compressed for who can read it, and not sent again when it has not changed', async () => {
    const { get } = await visitedHub();
    const first = await get('tasks');
    expect(first.headers.get('content-encoding')).toBe('gzip');
    const again = await get('tasks', { 'if-none-match': first.headers.get('etag')! });
    expect(again.status).toBe(304);
  });

  it('is 503 with a time to try again while the hub is offline', async () => {
    const { get } = await visitedHub({ config: { ServerOffline: true, OfflineMessage: 'new disks' } });
    const response = await get('tasks');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await response.text()).toContain('new disks');
  });
});

describe('the list of tasks', () => {
  it('shows trees, filters, and pages without counting', async () => {
    const { get, hub } = await visitedHub();
    const parent = await hub.rows.task({ method: 'build', params: ['a.src.rpm', 'f40'] });
    const child = await hub.rows.task({ method: 'tagBuild', parent: parent.id });
    for (let count = 0; count < 60; count += 1) await hub.rows.task({ state: TASK_STATES.CLOSED });
    const active = await (await get('tasks')).text();
    expect(active).toContain(`taskinfo?taskID=${parent.id}"`);
    expect(active).toContain(`taskinfo?taskID=${child.id}"`);
    expect(active).not.toContain('Next 50');
    const all = await (await get('tasks?state=all&view=flat')).text();
    expect(all).toContain('start=50');
    expect(all.match(/<tr>/g)).toHaveLength(51);
    expect((await get('tasks?state=nonsense')).status).toBe(400);
    expect((await get('tasks?order=-nonsense')).status).toBe(400);
    expect((await get('tasks?owner=nobody')).status).toBe(404);
    expect(await (await get('tasks?owner=kojiadmin&state=all&start=500')).text()).toContain('No tasks fit');
  });

  it('of 50 trees of 7 tasks weighs no more than 70 kB, 8 kB of them sent', async () => {
    const { get, hub } = await visitedHub();
    const arches = ['x86_64', 'aarch64', 'i686', 's390x', 'ppc64le', 'noarch'];
    for (let tree = 0; tree < 50; tree += 1) {
      const { id: parent } = await hub.rows.task({ method: 'build', params: ['a.src.rpm', 'f40'] });
      for (const arch of arches)
        await hub.rows.task({ method: 'buildArch', params: ['a.src.rpm', 1, arch, true], arch, parent });
    }
    const response = await get('tasks?state=all');
    const sent = Number(response.headers.get('content-length'));
    const page = await response.text();
    expect(page.match(/<tr>/g)).toHaveLength(351);
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(70_000);
    expect(sent).toBeLessThanOrEqual(8_000);
    expect(response.headers.get('content-encoding')).toBe('gzip');
  });

  it('asks the database as often for many tasks as for few', async () => {
    const { get, hub } = await visitedHub();
    const queries = () => hub.queriesOf(async () => expect((await get('tasks?state=all')).status).toBe(200));
    const top = await hub.rows.task();
    const few = await queries();
    for (let number = 0; number < 20; number += 1) {
      await hub.rows.task();
      await hub.rows.task({ parent: top.id });
    }
    expect(await queries()).toEqual(few);
    expect(few.length).toBeLessThanOrEqual(8);
  });
});

describe('taskstatus', () => {
  it('is plain lines of state and files, and empty for an unknown task', async () => {
    const { get, hub } = await visitedHub();
    const { id } = await hub.rows.task({ state: TASK_STATES.OPEN });
    await addOutput(hub.topdir, id, 'build.log', 'abc');
    expect(await (await get(`taskstatus?taskID=${id}`)).text()).toBe(`${id}:OPEN\nDEFAULT:build.log:3\n`);
    const unknown = await get('taskstatus?taskID=77');
    expect([unknown.status, await unknown.text()]).toEqual([200, '']);
  });
});
