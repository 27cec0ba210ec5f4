import { BUILD_STATES, TASK_STATES } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { login } from '@kojikit/testing/pages';
import { visitedHub, type Visited } from './visit.js';

/** A page's text without tags, in one line. */
async function textOf({ get }: Visited, address: string, headers?: Record<string, string>): Promise<string> {
  const response = await get(address, headers);
  expect([address, response.status]).toEqual([address, 200]);
  return (await response.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

describe('the reports', () => {
  it('count for users, hosts and targets, the largest first, with lists behind the names', async () => {
    const site = await visitedHub();
    const { rows } = site.hub;
    const host = await rows.host({ name: 'b1' });
    const target = await rows.target({ name: 'f40' });
    for (let number = 0; number < 3; number += 1) await rows.build({ owner: 2 });
    await rows.build({ state: BUILD_STATES.FAILED, taskId: (await rows.task({ hostId: host.id })).id });
    await rows.task({ method: 'build', params: ['git://x#1', 'f40'], state: TASK_STATES.CLOSED });
    expect(await textOf(site, 'buildsbyuser')).toMatch(
      /4 builds of 2 users\..* alice 3 75 % kojiadmin 1 25 %/,
    );
    expect(await textOf(site, 'buildsbyuser?order=name')).toMatch(/alice 3 75 % kojiadmin 1 25 %/);
    expect(await textOf(site, 'buildsbyuser?order=builds')).toMatch(/kojiadmin 1 25 % alice 3 75 %/);
    expect(await (await site.get('buildsbyuser')).text()).toContain('href="builds?userID=2"');
    expect(await textOf(site, 'tasksbyhost?hostArch=x86_64')).toContain('b1 1 100 %');
    expect(await textOf(site, 'tasksbyhost?hostArch=ix86')).toContain('There is nothing to show');
    expect(await textOf(site, 'buildsbytarget?days=-1')).toContain('f40 1 100 %');
    expect(await (await site.get('buildsbytarget?days=-1')).text()).toContain(
      `buildtargetinfo?targetID=${target.id}`,
    );
    expect(await textOf(site, 'buildsbytarget')).toContain('0 builds of 0 targets');
    expect(await textOf(site, 'buildsbystatus?days=-1')).toMatch(/complete 0 0 % failed 1 100 % canceled 0/);
    expect(await textOf(site, 'clusterhealth?arch=x86_64')).toMatch(/default 1 0 0 0 2/);
    expect(await textOf(site, 'clusterhealth?arch=s390x')).toMatch(/default 0 0 0 0 0/);
  });

  it('draw the builds of a day, and show their numbers', async () => {
    const site = await visitedHub();
    await site.hub.rows.build();
    const text = await (await site.get('buildsbyday?days=366')).text();
    expect(text).toContain('role="img"');
    expect(text.match(/<rect\s+class="ok"/g)).toHaveLength(1);
    expect(text).toContain('aria-label="Builds a day: 1 build in 366 days');
  });

  it('say what is wrong with an address, and what would be right', async () => {
    const site = await visitedHub();
    for (const [address, text] of [
      ['buildsbystatus?days=soon', 'takes a number of days up to 36600, or -1 for all'],
      ['buildsbyday?days=0', 'from 1 to 366'],
      ['tasksbyhost?hostArch=x%20y', 'takes an arch as x86_64'],
      ['buildsbyuser?order=id', 'is one of name, builds'],
    ] as const) {
      const response = await site.get(address);
      expect([address, response.status]).toEqual([address, 400]);
      expect(await response.text()).toContain(text);
    }
  });
});

describe('the summary', () => {
  it('says what waits and why, what failed and of whom, what is built and how the hosts are', async () => {
    const site = await visitedHub();
    const { rows } = site.hub;
    await rows.host({ name: 'b1', arches: 'x86_64', capacity: 4 });
    await rows.task({ arch: 's390x' });
    await rows.task({ arch: 's390x' });
    const failed = await rows.task({ state: TASK_STATES.FAILED, owner: 2 });
    const build = await rows.build({ name: 'bash', owner: 2 });
    const text = await textOf(site, 'index');
    expect(text).toMatch(/What waits .* no host of the channel default has the arch s390x 2 /);
    expect(text).toMatch(new RegExp(`Failed last .* failed ${failed.id} .* alice`));
    expect(text).toMatch(/Newest builds .* complete bash-1\.0-1 alice/);
    expect(text).toMatch(/0 of 1 enabled hosts ready.*0 of 4 capacity in use.* b1 no 0\.0 of 4\.0/);
    expect(await (await site.get('index')).text()).toContain(`buildinfo?buildID=${build.id}`);
    expect(text).not.toContain('Your tasks');
  });

  it('shows who is logged in what is theirs', async () => {
    const site = await visitedHub();
    const { rows } = site.hub;
    const names = [...Array(12).keys()].map((number) => `package-${10 + number}`);
    const tag = await rows.tag({ name: 'f40', packages: names });
    const admin = await site.hub.as('kojiadmin');
    await admin.call('createNotification', [1, null, tag.id, true]);
    const { headers: cookie } = await login(site, 'kojiadmin');
    const text = await textOf(site, 'index', cookie);
    expect(text).toMatch(/Your packages .* package-10 f40 no package-11/);
    expect(text).toContain('package-19');
    expect(text).not.toContain('package-20');
    expect(text).toMatch(/Your notifications .* all f40 successes edit delete/);
    expect(text).not.toContain('Your side tags');
    const next = await textOf(site, 'index?packageStart=10&packageOrder=-package_name', cookie);
    expect(next).toContain('package-11 f40');
    expect(next).not.toContain('package-12');
  });
});
