import { encodeResponse, PathInfo, TASK_STATES } from '@kojikit/protocol';
import { eachDatabase, type Caller, type TestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { koji } from './koji-run.js';

/** A task that a builder is to open. */
async function assigned(hub: TestHub): Promise<{ builder: Caller; id: number; folder: string }> {
  const { id: hostId } = await hub.rows.host({ name: 'builder-1' });
  const builder = await hub.as('builder-1');
  await builder.call('exclusiveSession');
  const { id } = await hub.rows.task({ state: TASK_STATES.ASSIGNED, hostId });
  return { builder, id, folder: new PathInfo(hub.topdir).taskRelative(id) };
}

/** Writes behind what a log holds so far, as builders do. */
async function append(builder: Caller, folder: string, offset: number, text: string): Promise<void> {
  const data = Buffer.from(text).toString('base64');
  await builder.call('uploadFile', [folder, 'build.log', text.length, null, offset, data]);
}

// No command of these tests ever polls: the interval is an hour.
eachDatabase('following tasks at a hub that can wait', (open) => {
  it('watch-task tells each state when it comes, and ends with the task', async () => {
    const hub = await open();
    const { builder, id } = await assigned(hub);
    const run = koji(await hub.listen(), ['watch-task', String(id)]);
    await run.shows(`${id} sleep (noarch): assigned (builder-1)\n`);
    await builder.call('host.openTask', [id]);
    await run.shows('assigned (builder-1) -> open (builder-1)\n');
    const child = await builder.call<number>('host.subtask', ['sleep', [1], id]);
    await run.shows(`  ${child} sleep (noarch): free\n`);
    await (await hub.as('kojiadmin')).call('cancelTask', [child]);
    await run.shows(`  ${child} sleep (noarch): free -> canceled\n`);
    await builder.call('host.closeTask', [id, encodeResponse('done')]);
    expect(await run.exit).toBe(0);
    expect(run.stdout()).toMatch(new RegExp(`\\n\\n${id} sleep \\(noarch\\) completed successfully\\n$`));
  });

  it('watch-logs shows what comes while it comes, all of it, and begins again with a log that does', async () => {
    const hub = await open();
    const { builder, id, folder } = await assigned(hub);
    const run = koji(await hub.listen(), ['watch-logs', String(id)]);
    await builder.call('host.openTask', [id]);
    await builder.upload(folder, 'build.log', 'one\n');
    await run.shows(`==> ${id}:DEFAULT:build.log: <==\none\n`);
    await append(builder, folder, 4, 'two\n');
    await run.shows('one\ntwo\n');
    await builder.upload(folder, 'build.log', 'another and a longer one\n');
    await run.shows('another and a longer one\n');
    const large = 'x'.repeat(1023) + '\n';
    await builder.upload(folder, 'root.log', large.repeat(2000));
    await append(builder, folder, 25, 'the end');
    await builder.call('host.closeTask', [id, encodeResponse('done')]);
    expect(await run.exit).toBe(0);
    // A machine so busy that the task stays unopened for seconds is told of that, too.
    expect(run.stderr().replaceAll(/^Task \d+ waits: .*\n/gm, '')).toBe(
      `build.log of task ${id} has begun again\n`,
    );
    const [head, ...sections] = run.stdout().split(/^==> \d+:DEFAULT:(.*): <==\n/m);
    expect(head).toBe('Watching logs (this may be safely interrupted)...\n');
    const logs: Record<string, string> = {};
    for (let index = 0; index < sections.length; index += 2) {
      const [name = '', text = ''] = sections.slice(index);
      logs[name] = `${logs[name] ?? ''}${text}`;
    }
    expect(logs['build.log']?.trimEnd().replaceAll(/\n+/g, '\n')).toBe(
      'one\ntwo\nanother and a longer one\nthe end',
    );
    expect(logs['root.log']?.trimEnd()).toBe(large.repeat(2000).trimEnd());
  });

  it('Ctrl-C ends a wait at once, with the tasks that are still running', async () => {
    const hub = await open();
    const { id } = await assigned(hub);
    const stop = new AbortController();
    const run = koji(await hub.listen(), ['watch-task', String(id)], { interrupted: stop.signal });
    await run.shows('assigned');
    stop.abort();
    expect(await run.exit).toBe(1);
    expect(run.stdout()).toContain("continue to watch with the 'koji watch-task' command.\nRunning Tasks:\n");
  });

  it('a wait for a repo that requests nothing ends with the request of somebody else', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['f40-build'], { arches: 'x86_64' });
    await admin.call('repo.request', ['f40-build']);
    await hub.rows.host({ name: 'builder-1' });
    const builder = await hub.as('builder-1');
    await builder.call('exclusiveSession');
    const run = koji(await hub.listen(), ['wait-repo', '--no-request', 'f40-build']);
    await expect.poll(run.stderr, { timeout: 20_000 }).toContain('not configured for automatic regeneration');
    const [repo] = await builder.call<[number]>('host.repoInit', ['f40-build']);
    await builder.call('host.repoDone', [repo, {}]);
    expect(await run.exit).toBe(0);
    expect(run.stdout()).toContain(`Got repo ${repo}\n`);
  });

  it('a wait for a repo ends with its request', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['f40-build'], { arches: 'x86_64' });
    const run = koji(await hub.listen(), ['request-repo', '--wait', '--current', 'f40-build'], {
      user: 'kojiadmin',
    });
    const queue = () => admin.call('repo.queryQueue', [[['active', '=', true]]]);
    await expect.poll(queue, { timeout: 20_000 }).toHaveLength(1);
    await hub.rows.host({ name: 'builder-1' });
    const builder = await hub.as('builder-1');
    await builder.call('exclusiveSession');
    const [repo] = await builder.call<[number]>('host.repoInit', ['f40-build']);
    await builder.call('host.repoDone', [repo, {}]);
    expect(await run.exit).toBe(0);
    expect(run.stdout()).toContain(`Got repo ${repo}\n`);
  });
});
