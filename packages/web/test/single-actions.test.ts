import { describe, expect, it } from 'vitest';
import { login } from '@kojikit/testing/pages';
import { readyToAct } from './actions/ready-to-act.js';
import { ledTo, visitedHub } from './visit.js';

describe('an old link', () => {
  it('to a form shows it as things are, and one that would have done it shows what it says', async () => {
    const visited = await visitedHub();
    const { admin } = await readyToAct(visited);
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
    await readyToAct(visited);
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
