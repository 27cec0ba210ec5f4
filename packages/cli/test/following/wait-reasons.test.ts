import { TASK_STATES } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { koji } from './koji-run.js';

// Nothing in the hub's channels takes these tasks, so that they wait as long as the tests want.
eachDatabase('commands that wait for tasks nobody can take', (open) => {
  it('taskinfo says why, of each task that no host works on', async () => {
    const hub = await open();
    const { id: hostId } = await hub.rows.host({ name: 'builder-1' });
    const parent = await hub.rows.task({ state: TASK_STATES.OPEN, hostId });
    const child = await hub.rows.task({ arch: 's390x', parent: parent.id });
    const run = koji(await hub.listen(), ['taskinfo', '-r', String(parent.id)]);
    expect(await run.exit).toBe(0);
    const [first = '', second = ''] = run.stdout().split(/^(?= {2}Task:)/m);
    expect(first).not.toContain('Waiting');
    expect(second).toContain(`  Task: ${child.id}\n`);
    expect(second).toMatch(
      /^ {2}State: free\n {2}Waiting: no host of the channel default has the arch s390x: .*\n {2}Created: /m,
    );
  });

  for (const argv of [['watch-task'], ['watch-logs'], ['watch-task', '--quiet']]) {
    it(`${argv.join(' ')} ${argv.includes('--quiet') ? 'does not tell' : 'tells why on stderr'}`, async () => {
      const hub = await open();
      const { id } = await hub.rows.task({});
      const run = koji(await hub.listen(), [...argv, String(id)]);
      const line = new RegExp(
        `^Task ${id} waits: no host is in the channel default\\nTask ${id} waits: the policy channel sends such tasks to default\\n$`,
      );
      if (!argv.includes('--quiet')) await expect.poll(run.stderr, { timeout: 30_000 }).toMatch(line);
      await (await hub.as('kojiadmin')).call('cancelTask', [id]);
      await run.exit;
      expect(run.stderr()).toMatch(argv.includes('--quiet') ? /^$/ : line);
      expect(run.stdout()).not.toContain('waits');
    });
  }

  it('a wait for a repo tells it of the task that makes the repo', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['f40-build'], { arches: 'x86_64' });
    const stop = new AbortController();
    const run = koji(await hub.listen(), ['request-repo', '--wait', '--current', 'f40-build'], {
      user: 'kojiadmin',
      pollInterval: 1,
      interrupted: stop.signal,
    });
    const queue = () => admin.call('repo.queryQueue', [[['active', '=', true]]]);
    await expect.poll(queue, { timeout: 20_000 }).toHaveLength(1);
    await admin.call('repo.checkQueue');
    const line = /^Task \d+ waits: no host is in the channel createrepo\n$/;
    await expect.poll(run.stderr, { timeout: 30_000 }).toMatch(line);
    stop.abort();
    expect(await run.exit).toBe(1);
  });
});
