import { BUILD_STATES, TASK_STATES } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { describe, expect, it } from 'vitest';
import { login, type FormChanges, type Member } from '@kojikit/testing/pages';
import { HOSTILE } from './areas/area.js';
import { ledTo, visitedHub, type Visited } from './visit.js';

/** An action: its page, what is typed, where it leads, and what shows that it was done. */
interface Case {
  readonly address: string;
  readonly typed?: FormChanges;
  readonly to: string | RegExp;
  readonly done: (hub: TestHub) => Promise<unknown>;
}

/** One of every action, each on something of its own. */
async function cases({ hub }: Visited): Promise<readonly Case[]> {
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
  return [
    {
      address: `freetask?taskID=${running.id}`,
      to: `taskinfo?taskID=${running.id}`,
      done: async () => (await ask<{ state: number }>('getTaskInfo', running.id)).state === TASK_STATES.FREE,
    },
    {
      address: `canceltask?taskID=${free.id}`,
      to: `taskinfo?taskID=${free.id}`,
      done: async () => (await ask<{ state: number }>('getTaskInfo', free.id)).state === TASK_STATES.CANCELED,
    },
    {
      address: `taskpriority?taskID=${weighed.id}`,
      typed: { priority: '7' },
      to: `taskinfo?taskID=${weighed.id}`,
      done: async () => (await ask<{ priority: number }>('getTaskInfo', weighed.id)).priority === 7,
    },
    {
      address: `resubmittask?taskID=${failed.id}`,
      to: /^taskinfo\?taskID=\d+$/,
      done: async () =>
        (await ask<unknown[]>('listTasks', { state: [TASK_STATES.FREE], method: 'sleep' })).length > 0,
    },
    {
      address: `cancelbuild?buildID=${building.id}`,
      to: `buildinfo?buildID=${building.id}`,
      done: async () =>
        (await ask<{ state: number }>('getBuild', building.id)).state === BUILD_STATES.CANCELED,
    },
    {
      address: `tagbuild?buildID=${build.id}`,
      typed: { tag: 'base' },
      to: /^taskinfo\?taskID=\d+$/,
      done: async () => (await ask<unknown[]>('listTasks', { method: 'tagBuild' })).length === 1,
    },
    {
      address: `untagbuild?buildID=${untagged.name}&tagID=work`,
      to: `buildinfo?buildID=${untagged.id}`,
      done: async () => (await ask<unknown[]>('listTags', untagged.id)).length === 0,
    },
    {
      address: 'tagcreate',
      typed: { name: 'made', arches: 'x86_64 i686', locked: '1', permission: '1', parent: 'base' },
      to: /^taginfo\?tagID=\d+$/,
      done: async () =>
        (await ask<{ locked: boolean; perm: string; arches: string }>('getTag', 'made')).arches ===
        'x86_64 i686',
    },
    {
      address: `tagedit?tagID=${other.id}`,
      typed: { name: 'others', arches: 'i686', locked: '1' },
      to: `taginfo?tagID=${other.id}`,
      done: async () => (await ask<{ locked: boolean } | null>('getTag', 'others'))?.locked === true,
    },
    {
      address: `tagparent?tagID=${other.id}&action=add`,
      typed: {
        parent: 'base',
        priority: '3',
        maxdepth: '2',
        pkg_filter: '^b',
        intransitive: '1',
        noconfig: '1',
      },
      to: `taginfo?tagID=${other.id}`,
      done: async () =>
        (await ask<object[]>('getInheritanceData', other.id)).some(
          (link) =>
            expect(link).toMatchObject({
              parent_id: base.id,
              priority: 3,
              maxdepth: 2,
              pkg_filter: '^b',
              intransitive: true,
              noconfig: true,
            }) ?? true,
        ),
    },
    {
      address: `tagparent?tagID=${other.id}&parentID=${base.id}&action=edit`,
      typed: { priority: '9', maxdepth: '', intransitive: undefined },
      to: `taginfo?tagID=${other.id}`,
      done: async () =>
        (await ask<object[]>('getInheritanceData', other.id)).some(
          (link) =>
            expect(link).toMatchObject({
              priority: 9,
              maxdepth: null,
              intransitive: false,
              noconfig: true,
            }) ?? true,
        ),
    },
    {
      address: `tagparent?tagID=${other.id}&parentID=${base.id}&action=remove`,
      to: `taginfo?tagID=${other.id}`,
      done: async () => (await ask<object[]>('getInheritanceData', other.id)).length === 0,
    },
    {
      address: `newrepo?tagID=${tag.id}`,
      typed: { src: '1' },
      to: /^taskinfo\?taskID=\d+$/,
      done: async () => (await ask<unknown[]>('listTasks', { method: 'newRepo' })).length === 1,
    },
    {
      address: `tagdelete?tagID=${doomed.id}`,
      to: 'tags',
      done: async () => (await ask('getTag', 'doomed')) === null,
    },
    {
      address: 'buildtargetcreate',
      typed: { name: 'new', buildTag: 'work', destTag: String(base.id) },
      to: /^buildtargetinfo\?targetID=\d+$/,
      done: async () =>
        (await ask<{ dest_tag: number } | null>('getBuildTarget', 'new'))?.dest_tag === base.id,
    },
    {
      address: `buildtargetedit?targetID=${target.id}`,
      typed: { name: 'renamed', destTag: 'work' },
      to: `buildtargetinfo?targetID=${target.id}`,
      done: async () =>
        (await ask<{ dest_tag: number } | null>('getBuildTarget', 'renamed'))?.dest_tag === tag.id,
    },
    {
      address: `buildtargetdelete?targetID=${gone.id}`,
      to: 'buildtargets',
      done: async () => (await ask('getBuildTarget', 'gone')) === null,
    },
    {
      address: `hostedit?hostID=${host.id}`,
      typed: { arches: 'x86_64 i686', capacity: '3.5', comment: 'new disk', enabled: undefined },
      to: `hostinfo?hostID=${host.id}`,
      done: async () => {
        expect(await ask('getHost', host.id)).toMatchObject({
          arches: 'x86_64 i686',
          comment: 'new disk',
          enabled: false,
        });
        return true;
      },
    },
    {
      address: `enablehost?hostID=${host.id}`,
      to: `hostinfo?hostID=${host.id}`,
      done: async () => (await ask<{ enabled: boolean }>('getHost', host.id)).enabled,
    },
    {
      address: `disablehost?hostID=builder`,
      typed: { comment: 'on fire' },
      to: `hostinfo?hostID=${host.id}`,
      done: async () => {
        expect(await ask('getHost', host.id)).toMatchObject({ comment: 'on fire', enabled: false });
        return true;
      },
    },
    {
      address: 'notificationcreate',
      typed: { package: 'bash', success_only: '1' },
      to: 'index#notificationlist',
      done: async () => (await ask<object[]>('getBuildNotifications', 1)).length === 3,
    },
    {
      address: 'notificationedit?notificationID=1',
      typed: { package: '', tag: 'work' },
      to: 'index#notificationlist',
      done: async () => {
        expect(await ask('getBuildNotification', 1)).toMatchObject({ package_id: null, tag_id: tag.id });
        return true;
      },
    },
    {
      address: 'notificationdelete?notificationID=2',
      to: 'index#notificationlist',
      done: async () => (await ask('getBuildNotification', 2)) === null,
    },
  ];
}

const where = (to: Case['to']) =>
  to instanceof RegExp ? expect.stringMatching(new RegExp(to.source.replace('^', '^/koji/'))) : `/koji/${to}`;

async function ready(visited: Visited): Promise<{ admin: Member; alice: Member; all: readonly Case[] }> {
  const all = await cases(visited);
  return { all, admin: await login(visited, 'kojiadmin'), alice: await login(visited, 'alice') };
}

eachDatabase('every action', (open) => {
  it('is done by its form and led on from, and its address alone only asks', async () => {
    const visited = await visitedHub({}, open);
    const { all, admin } = await ready(visited);
    for (const { address, typed, to, done } of all) {
      expect([address, (await admin.get(address)).status]).toEqual([address, 200]);
      const response = await admin.submit(address, typed);
      expect([address, ...ledTo(response)]).toEqual([address, 303, where(to)]);
      expect([address, await done(visited.hub)]).toEqual([address, true]);
    }
  });
});

describe('every action', () => {
  it('is refused without a login, from a foreign page, and with an old form, which comes again as it was filled in', async () => {
    const visited = await visitedHub();
    const { all, admin } = await ready(visited);
    const event = () => visited.hub.anonymous.call('getLastEvent');
    const before = await event();
    for (const { address, typed = {} } of all) {
      if (address.includes('action=edit') || address.includes('action=remove')) continue;
      const bare = await visited.get(address);
      expect([address, bare.status]).toEqual([address, 403]);
      expect(await bare.text()).toContain('Log in and come back');
      const { action, fields } = await admin.form(address);
      const filled = { ...fields, ...(typed as Record<string, string>) };
      for (const name of Object.keys(filled)) if (filled[name] === undefined) delete filled[name];
      const foreign = { ...admin.headers, origin: 'https://evil.example' };
      expect([address, (await visited.post(action, filled, foreign)).status]).toEqual([address, 403]);
      expect([address, (await visited.post(action, filled)).status]).toEqual([address, 403]);
      const hostile = Object.keys(typed).find(
        (name) => !/^(locked|src|permission|success_only|intransitive|noconfig)$/.test(name),
      );
      const old = await visited.post(
        action,
        { ...filled, a: 'of yesterday', ...(hostile !== undefined && { [hostile]: HOSTILE }) },
        admin.headers,
      );
      const page = await old.text();
      expect([address, old.status]).toEqual([address, 409]);
      expect(page).not.toContain(HOSTILE);
      if (hostile !== undefined)
        expect([address, page]).toEqual([address, expect.stringContaining('&lt;script&gt;document')]);
      for (const [name, value] of Object.entries(typed)) {
        if (name !== hostile && value !== undefined && value !== '1')
          expect([address, name, page.includes(`value="${value}"`)]).toEqual([address, name, true]);
      }
    }
    expect(await event()).toEqual(before);
  });

  it('is refused by the hub for who may not, with what is missing, and keeps what was typed', async () => {
    const visited = await visitedHub();
    const { all, alice } = await ready(visited);
    for (const { address, typed } of all) {
      if (/action=(edit|remove)|^(tagbuild|untagbuild|notificationcreate)/.test(address)) continue;
      const response = await alice.submit(address, typed);
      const page = await response.text();
      expect([address, response.status]).toEqual([
        address,
        /^(resubmit|notification)/.test(address) ? 409 : 403,
      ]);
      expect([address, page]).toEqual([
        address,
        expect.stringMatching(/permission required|permission|not owner|owner|not allowed|Only|user/i),
      ]);
      for (const value of Object.values(typed ?? {}))
        if (value !== undefined && value.length > 2) expect(page).toContain(`value="${value}"`);
    }
  });

  it('takes hostile text as text in each of its fields', async () => {
    const visited = await visitedHub();
    const { all, admin } = await ready(visited);
    for (const { address } of all) {
      if (address.includes('action=edit') || address.includes('action=remove')) continue;
      const { action, fields } = await admin.form(address);
      for (const name of Object.keys(fields).filter((one) => one !== 'a')) {
        const response = await visited.post(action, { ...fields, [name]: HOSTILE }, admin.headers);
        expect([address, name, response.status < 500]).toEqual([address, name, true]);
        expect(await response.text()).not.toContain(HOSTILE);
      }
    }
  });

  it('that is sent twice does not do it twice', async () => {
    const visited = await visitedHub();
    const { all, admin } = await ready(visited);
    for (const wanted of [
      'tagcreate',
      'buildtargetcreate',
      'notificationcreate',
      'tagdelete',
      'untagbuild',
    ]) {
      const { address, typed } = all.find((one) => one.address.startsWith(wanted))!;
      const { action, fields } = await admin.form(address);
      const filled = { ...fields, ...(typed as Record<string, string>) };
      const [first, second] = [
        await visited.post(action, filled, admin.headers),
        await visited.post(action, filled, admin.headers),
      ];
      expect([wanted, first.status, [400, 404, 409, 502].includes(second.status)]).toEqual([
        wanted,
        303,
        true,
      ]);
    }
  });
});

describe('an old link', () => {
  it('to a form shows it as things are, and one that would have done it shows what it says', async () => {
    const visited = await visitedHub();
    const { admin } = await ready(visited);
    const asIs = await admin.form('hostedit?hostID=1&a=0123abcd');
    expect(asIs.fields).toMatchObject({ enabled: '1', arches: 'x86_64', channels: '1' });
    const { fields } = await admin.form('hostedit?hostID=1&a=0123abcd&save=Save&arches=i686&capacity=4');
    expect(fields).toMatchObject({ arches: 'i686', capacity: '4' });
    expect(fields).not.toHaveProperty('enabled');
    const made = await admin.form('tagcreate?a=1&add=Add&name=x&arches=i686&permission=none&locked=on');
    expect(made.fields).toMatchObject({ name: 'x', arches: 'i686', locked: '1', permission: 'none' });
  });
});

describe('deleting a tag', () => {
  it('says what hangs on it', async () => {
    const visited = await visitedHub();
    await ready(visited);
    const admin = await login(visited, 'kojiadmin');
    const page = await (await admin.get('tagdelete?tagID=base')).text();
    const count = (name: string) => new RegExp(`<dt>${name}</dt>\\s*<dd>(\\d+)<`).exec(page)?.[1];
    expect([count('Packages listed'), count('Targets that end'), count('Tags that inherit from it')]).toEqual(
      ['1', '2', '1'],
    );
  });
});

describe('a build that the policy keeps out of a tag', () => {
  it('is refused with the rule', async () => {
    const visited = await visitedHub({
      config: '[policy]\ntag =\n  tag frozen :: deny it is frozen\n  all :: allow\n',
    });
    const { rows } = visited.hub;
    const frozen = await rows.tag({ name: 'frozen', packages: ['bash'] });
    const build = await rows.build({ name: 'bash', tags: [frozen.id] });
    const alice = await login(visited, 'alice');
    const refused = await alice.submit(`tagbuild?buildID=${build.id}`, { tag: 'frozen' });
    const page = await refused.text();
    expect([refused.status, page]).toEqual([
      403,
      expect.stringContaining('policy violation (tag): it is frozen'),
    ]);
    expect(page).toContain('[rule: tag frozen :: deny it is frozen]');
    expect(page).toContain('name="tag" value="frozen"');
  });
});

describe('one’s sessions', () => {
  it('are listed and can be ended, each by its owner alone', async () => {
    const visited = await visitedHub();
    const [alice, bob] = [await login(visited, 'alice'), await login(visited, 'kojiadmin')];
    const other = await login(visited, 'alice');
    expect((await visited.get('activesession')).status).toBe(403);
    const page = await (await alice.get('activesession?order=-start_time')).text();
    const sessions = [...page.matchAll(/activesessiondelete\?sessionID=(\d+)/g)].map(([, id]) => Number(id));
    expect(sessions).toHaveLength(2);
    const theirs = /kojikit_session=(\d+)/.exec(other.headers.cookie)![1]!;
    expect(sessions).toContain(Number(theirs));
    const ended = await alice.submit(`activesessiondelete?sessionID=${theirs}`);
    expect(ledTo(ended)).toEqual([303, '/koji/activesession']);
    expect((await other.get('activesession')).status).toBe(403);
    const admins = /kojikit_session=(\d+)/.exec(bob.headers.cookie)![1]!;
    const refused = await alice.submit(`activesessiondelete?sessionID=${admins}`);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect((await bob.get('activesession')).status).toBe(200);
  });
});
