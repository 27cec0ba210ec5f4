import { asHub } from '@kojikit/hub-core';
import { encodeFault, TASK_STATES } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';
import sql from 'sql-template-tag';
import { failingCases } from './failing-logs/cases.js';
import { taskFiles } from './failing-logs/task-files.js';
import { addOutput } from './upload.js';
import { visitedHub, type Visited } from './visit.js';

/** A build whose buildArch has failed, with the logs of one of the failing cases. */
async function failedBuild({ hub }: Visited, name: string, tag: number) {
  const failing = failingCases.find((one) => one.name === name)!;
  const builder = await hub.rows.host({ name: 'builder-1' });
  const open = { state: TASK_STATES.OPEN, hostId: builder.id };
  const parent = await hub.rows.task({ ...open, method: 'build', params: ['x.src.rpm', 'f40'] });
  const child = await hub.rows.task({
    ...open,
    method: 'buildArch',
    params: ['tasks/1/1/hello-1.0-1.src.rpm', tag, 'x86_64', true],
    arch: 'x86_64',
    parent: parent.id,
  });
  for (const [file, text] of taskFiles(failing)) await addOutput(hub.topdir, child.id, file, text);
  const host = await hub.as('builder-1');
  await host.call('exclusiveSession');
  return {
    parent: parent.id,
    child: child.id,
    host,
    hostId: builder.id,
    fail: async () => {
      const fault = encodeFault(1005, failing.fault);
      await host.call('host.failTask', [child.id, fault]);
      await host.call('host.failTask', [parent.id, fault]);
    },
  };
}

const textOf = async (visited: Visited, address: string) => {
  const response = await visited.get(address);
  expect(response.status).toBe(200);
  return (await response.text()).replace(/\s+/g, ' ');
};

eachDatabase('the page of a build that has failed', (open) => {
  it('says who took the missing package out of the tag, and leads to the line', async () => {
    const visited = await visitedHub({}, open);
    const { hub } = visited;
    const base = await hub.rows.tag({ name: 'base', packages: ['nosuch'] });
    const tag = await hub.rows.tag({ name: 'f40-build', parents: [base.id] });
    const devel = await hub.rows.build({ name: 'nosuch-devel', version: '2.0', tags: [base.id] });
    await (await hub.as('kojiadmin')).call('untagBuildBypass', ['base', devel.name]);
    const { parent, child, fail } = await failedBuild(visited, 'dnf4-no-package', tag.id);
    await fail();
    for (const id of [parent, child]) {
      const page = await textOf(visited, `taskinfo?taskID=${id}`);
      expect(page).toMatch(new RegExp(`watchlogs\\?taskID=${child}&amp;log=root.log&amp;line=(\\d+)#L\\1"`));
      expect(page).toContain('class="line telling"');
      expect(page).toContain('No matching package to install: &#39;nosuch-devel &gt;= 2.0&#39;');
      expect(page).toMatch(
        /nosuch-devel-2.0-1<\/a> was taken out of <a href="taginfo\?tagID=\d+">base<\/a> by/,
      );
      expect(page).toContain('/usr/bin/dnf builddep --installroot');
    }
  });

  it('says that what is missing was never there', async () => {
    const visited = await visitedHub({}, open);
    const tag = await visited.hub.rows.tag({ name: 'f40-build' });
    const { child, fail } = await failedBuild(visited, 'dnf4-no-package', tag.id);
    await fail();
    const page = await textOf(visited, `taskinfo?taskID=${child}`);
    expect(page).toContain('Never there, and no build here is named nosuch-devel.');
  });

  it('shows what is installed otherwise than for the last good build', async () => {
    const visited = await visitedHub({}, open);
    const { hub } = visited;
    const admin = await hub.as('kojiadmin');
    await admin.call('createExternalRepo', ['ext', 'http://ext.example.com/']);
    const tag = await hub.rows.tag({ name: 'f40-build', arches: 'x86_64' });
    const { child, host, hostId, fail } = await failedBuild(visited, 'gcc-error', tag.id);
    const [repo] = await host.call<[number, number]>('host.repoInit', ['f40-build']);
    const rpm = { arch: 'x86_64', payloadhash: '0'.repeat(32), size: 1, buildtime: 1, release: '1' };
    const installed = async (task: number, ...names: string[]) => {
      const id = await host.call<number>('host.newBuildRoot', [repo, 'x86_64', task]);
      const list = names.map((nv) => {
        const [name, version] = nv.split('=');
        return { ...rpm, name, version, epoch: null, location: 'ext' };
      });
      await host.call('host.setBuildRootList', [id, list, task]);
      return id;
    };
    const before = await hub.rows.task({
      state: TASK_STATES.OPEN,
      hostId,
      method: 'buildArch',
      params: ['hello-0.9-1.src.rpm', tag.id, 'x86_64', true],
    });
    const good = await installed(before.id, 'gcc=13', 'perl=5');
    await installed(child, 'gcc=14', 'zlib=1');
    const build = await hub.rows.build({ name: 'hello', version: '0.9' });
    await asHub(hub.hub.parts, 'test rows', (ctx) => {
      const place = { build_id: build.id, buildroot_id: good, draft: false, external_repo_id: 0 };
      return ctx.db.insert('rpminfo', { ...rpm, ...place, name: 'hello', version: '0.9' });
    });
    await fail();
    const page = await textOf(visited, `taskinfo?taskID=${child}`);
    expect(page).toContain('What is different since the last good build');
    expect(page).toContain('hello-0.9-1</a> was built');
    expect(page).toContain('1 package was installed in another version, 1 more and 1 not any more.');
    expect(page).toMatch(/gcc.*13-1.*14-1/);
    expect(page).toContain('In <code>%build</code>');
    expect(page).toContain('<code>/usr/bin/make -O -j4 V=1 VERBOSE=1</code>');
  });
});

eachDatabase('the page of a task that waits', (open) => {
  it('says why in words that lead to what they name', async () => {
    const visited = await visitedHub({}, open);
    const { rows } = visited.hub;
    const host = await rows.host({ name: 'b1', arches: 'x86_64' });
    const foreign = await rows.task({ arch: 's390x' });
    const page = await textOf(visited, `taskinfo?taskID=${foreign.id}`);
    expect(page).toMatch(
      /no host of the channel <a href="channelinfo\?channelID=1">default<\/a> has the arch s390x/,
    );
    expect(page).toContain(`<a href="hostinfo?hostID=${host.id}">b1</a> (x86_64)`);
    expect(page).toContain('the policy channel sends such tasks to');
  });

  it('says which tasks below it are not done', async () => {
    const visited = await visitedHub({}, open);
    const { rows } = visited.hub;
    const host = await rows.host({ name: 'b1' });
    const work = { state: TASK_STATES.OPEN, hostId: host.id };
    const parent = await rows.task(work);
    const child = await rows.task({ ...work, parent: parent.id });
    const done = await rows.task({ parent: parent.id, state: TASK_STATES.CLOSED });
    const builder = await visited.hub.as('b1');
    await builder.call('exclusiveSession');
    await builder.call('host.taskSetWait', [parent.id, [child.id]]);
    const page = await textOf(visited, `taskinfo?taskID=${parent.id}`);
    const waits = /Why it waits.*?<\/section>/.exec(page)![0];
    expect(waits).toContain(`for <a href="taskinfo?taskID=${child.id}">${child.id}</a>`);
    expect(waits).toContain(`which <a href="hostinfo?hostID=${host.id}">b1</a> works on`);
    expect(waits).not.toContain(`taskID=${done.id}"`);
  });

  it('does not grow with the hosts: those that are alike are one reason, of ten, and the rest is behind a click', async () => {
    const visited = await visitedHub({}, open);
    const { rows, hub } = visited.hub;
    for (let count = 0; count < 10; count += 1) await rows.host();
    const { id } = await rows.task({ arch: 'x86_64' });
    for (let count = 0; count < 25; count += 1) {
      const host = await rows.host();
      await asHub(hub.parts, 'a refusal', async (ctx) => {
        const alive = { ready: true, update_time: ctx.db.dialect.now() };
        await ctx.db.update('host', alive, sql`id = ${host.id}`);
        const refusal = { task_id: id, host_id: host.id, by_host: true, soft: false, msg: `reason ${count}` };
        await ctx.db.insert('scheduler_task_refusals', refusal);
      });
    }
    const page = await textOf(visited, `taskinfo?taskID=${id}`);
    expect(page).toContain('and 5 more do not check in');
    expect(page).toContain('<summary>16 more reasons</summary>');
  });
});
