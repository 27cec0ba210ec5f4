import { readBody } from '@kojikit/hub-core';
import { encodeCall, EXPLAIN_REFUSALS } from '@kojikit/protocol';
import { eachDatabase, type Caller, type TestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import type { DescribedSideTag, SideTagVerdict } from '../api.js';
import plugin from '../hub.js';

const DAY = 86_400;
const now = () => Math.floor(Date.now() / 1000);

const policy = `
[policy]
sidetag =
    tag base* && compare number_of_tags < 2 :: allow
    tag closed :: deny not this one
    all :: deny
`;

eachDatabase('the life of side tags', (open) => {
  const start = async ({ config = '', rules = '' } = {}) => {
    const hub = await open({
      config: `[hub]\nPlugins = sidetag_hub\n${policy}${rules}`,
      plugins: [plugin],
      pluginConfig: { 'sidetag.conf': config },
      users: ['bob'],
    });
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['base'], { arches: 'x86_64' });
    return { hub, admin, alice: await hub.as('alice'), bob: await hub.as('bob') };
  };
  const make = async (caller: Caller, keywords = {}) =>
    ((await caller.call('createSideTag', ['base'], keywords)) as { name: string }).name;
  const describeTag = async (hub: TestHub, sidetag: string) =>
    ((await hub.anonymous.call('describeSideTags', [], { sidetag })) as DescribedSideTag[])[0]!;

  it('is shown on the page of its owner', async () => {
    const { hub, alice, bob } = await start();
    const name = await make(alice);
    type Shown = { title: string; facts: { text: string; label: string; link: string }[] };
    const idOf = async (user: string) => (await hub.anonymous.call<{ id: number }>('getUser', [user])).id;
    const panelsOf = (id: number, caller: Caller = hub.anonymous) =>
      caller.call<Shown[]>('listPanels', ['user', id]);
    const panels = async (user: string, caller?: Caller) => panelsOf(await idOf(user), caller);
    expect(await panels('bob')).toEqual([]);
    expect(await panels('bob', bob)).toMatchObject([{ facts: [{ link: 'sidetagcreate' }] }]);
    expect(await panels('alice')).toMatchObject([
      { title: 'Side tags', facts: [{ text: name, label: expect.stringContaining('0 builds') as string }] },
    ]);
    const other = await make(bob);
    await bob.call('addSideTagOwner', [other, 'alice']);
    const id = await idOf('alice');
    const asked = await hub.queriesOf(async () => {
      const [shown] = await panelsOf(id);
      expect(shown!.facts.map(({ text }) => text)).toEqual([other, name]);
    });
    expect(asked).toHaveLength(1);
  });

  it('is shown on its own page, with buttons for its owners, and costs the pages of other tags one question', async () => {
    const { hub, admin, alice, bob } = await start();
    const { id } = await describeTag(hub, await make(alice));
    const buttons = async (caller: Caller) => {
      type Shown = { title: string; actions: { name: string }[] };
      const [shown] = await caller.call<Shown[]>('listPanels', ['tag', id]);
      return [shown!.title, shown!.actions.map(({ name }) => name)];
    };
    const all = ['expiry', 'hold', 'give', 'share', 'remove'];
    for (const caller of [alice, admin]) expect(await buttons(caller)).toEqual(['Side tag', all]);
    for (const caller of [bob, hub.anonymous]) expect(await buttons(caller)).toEqual(['Side tag', []]);
    await alice.call('addSideTagOwner', [id, 'bob']);
    expect(await buttons(bob)).toEqual(['Side tag', [...all.slice(0, 4), 'unshare', 'remove']]);
    const { id: base } = await hub.anonymous.call<{ id: number }>('getTag', ['base']);
    const asked = await hub.queriesOf(async () =>
      expect(await hub.anonymous.call('listPanels', ['tag', base])).toEqual([]),
    );
    expect(asked).toHaveLength(1);
  });

  it('is described with base, owners, age, builds, expiry and holds', async () => {
    const { hub, admin, alice } = await start();
    const name = await make(alice);
    await admin.call('createEmptyBuild', ['pkg', '1', '1', null]);
    await admin.call('packageListAdd', ['base', 'pkg', 'alice']);
    await admin.call('tagBuildBypass', [name, 'pkg-1-1']);
    await alice.call('addSideTagOwner', [name, 'bob']);
    await alice.call('holdSideTag', [name, 'update 12']);
    const described = await describeTag(hub, name);
    expect(described).toMatchObject({
      id: 3,
      name,
      user_id: 2,
      user_name: 'alice',
      basetag_id: 1,
      basetag_name: 'base',
      builds: 1,
      expires_ts: null,
      kept: false,
      warned_ts: null,
      owners: ['bob'],
      holds: [{ user_name: 'alice', reason: 'update 12', until: null }],
    });
    expect(Math.abs(described.create_ts - now())).toBeLessThan(60);
    expect(described.last_change_ts).toBeGreaterThanOrEqual(described.create_ts);
    const of = async (filter: object) =>
      ((await hub.anonymous.call('describeSideTags', [], { ...filter })) as unknown[]).length;
    expect([await of({}), await of({ user: 'bob' }), await of({ basetag: 'base' })]).toEqual([1, 1, 1]);
    expect([await of({ user: 'kojiadmin' }), await of({ basetag: name })]).toEqual([0, 0]);
  });

  it('has an expiry that is chosen when it is made, and moved within the limits', async () => {
    const { hub, admin, alice, bob } = await start({ config: '[sidetag]\nexpires = 2d\nmax_expires = 1w\n' });
    const usual = await describeTag(hub, await make(alice));
    expect(usual).toMatchObject({ kept: false });
    expect(Math.abs(usual.expires_ts! - now() - 2 * DAY)).toBeLessThan(60);
    const name = await make(alice, { expires: '3d' });
    expect(await describeTag(hub, name)).toMatchObject({ kept: true });
    const moment = now() + 4 * DAY;
    expect(await alice.call('setSideTagExpiry', [name, moment])).toBe(moment);
    expect(await describeTag(hub, name)).toMatchObject({ expires_ts: moment, kept: true });
    await expect(alice.call('setSideTagExpiry', [name, '8d'])).rejects.toThrow('7 days at most');
    await expect(alice.call('setSideTagExpiry', [name, 'never'])).rejects.toThrow('7 days at most');
    await expect(alice.call('setSideTagExpiry', [name, 'soon'])).rejects.toThrow('"soon" is no duration');
    await expect(alice.call('setSideTagExpiry', [name, 5])).rejects.toThrow('must lie in the future');
    await expect(bob.call('setSideTagExpiry', [name, '1d'])).rejects.toThrow('This is not your sidetag');
    for (const far of [253_402_300_800, 4e18, '9'.repeat(400), '99999999d']) {
      const words = /must lie before the year 10000|is too long/;
      await expect(admin.call('setSideTagExpiry', [name, far])).rejects.toThrow(words);
      await expect(admin.call('holdSideTag', [name, 'x', far])).rejects.toThrow(words);
    }
    expect(await admin.call('setSideTagExpiry', [name, 253_402_300_799])).toBe(253_402_300_799);
    const { id } = await describeTag(hub, name);
    const shown = JSON.stringify(await admin.call('listPanels', ['tag', id]));
    expect(shown).toContain('9999-12-31 23:59:59 UTC');
    expect(await admin.call('setSideTagExpiry', [name, 'never'])).toBeNull();
    expect(await describeTag(hub, name)).toMatchObject({ expires_ts: null, kept: true });
    await alice.call('setSideTagExpiry', [name, null]);
    expect(await describeTag(hub, name)).toMatchObject({ kept: false });
  });

  it('gets its limits from the policy where there is one', async () => {
    const { hub, alice } = await start({
      config: '[sidetag]\nexpires = 2d\n',
      rules: 'sidetag_expiry =\n    user alice :: 5d 6d\n    all :: nonsense\n',
    });
    const name = await make(alice);
    expect(Math.abs((await describeTag(hub, name)).expires_ts! - now() - 5 * DAY)).toBeLessThan(60);
    await expect(alice.call('setSideTagExpiry', [name, '7d'])).rejects.toThrow('6 days at most');
    const admin = await hub.as('kojiadmin');
    await expect(admin.call('createSideTag', ['base'])).rejects.toThrow(
      /error in policy sidetag_expiry \[rule: .*"nonsense" is no duration/,
    );
  });

  it('is held against removal by others until it is released', async () => {
    const { alice, admin, bob } = await start();
    const name = await make(alice);
    await expect(bob.call('holdSideTag', [name, 'mine'])).rejects.toThrow('This is not your sidetag');
    await expect(admin.call('holdSideTag', [name, ' '])).rejects.toThrow('needs a reason');
    await admin.call('holdSideTag', [name, 'update 12']);
    const refusal = `${name} is held by kojiadmin (update 12)`;
    await expect(alice.call('removeSideTag', [name])).rejects.toThrow(refusal);
    await expect(alice.call('removeSideTag', [name, true])).rejects.toThrow(refusal);
    await expect(alice.call('releaseSideTag', [name, 'kojiadmin'])).rejects.toThrow('may release this hold');
    await expect(alice.call('releaseSideTag', [name])).rejects.toThrow('alice does not hold');
    await admin.call('releaseSideTag', [name]);
    await alice.call('holdSideTag', [name, 'my own']);
    await alice.call('removeSideTag', [name]);
  });

  it('is shared with further owners, who pass the policy test, and handed over', async () => {
    const { hub, alice, bob } = await start();
    const name = await make(alice);
    await expect(bob.call('addSideTagOwner', [name, 'bob'])).rejects.toThrow('This is not your sidetag');
    await alice.call('addSideTagOwner', [name, 'bob']);
    await bob.call('setSideTagExpiry', [name, '1d']);
    await bob.call('giveSideTag', [name, 'bob']);
    expect(await describeTag(hub, name)).toMatchObject({ user_name: 'bob', owners: ['alice'] });
    expect(await hub.anonymous.call('listSideTags', [], { user: 'bob' })).toHaveLength(1);
    await bob.call('removeSideTagOwner', [name, 'alice']);
    await expect(alice.call('removeSideTag', [name])).rejects.toThrow('This is not your sidetag');
    await make(bob);
    const third = await make(alice);
    await expect(alice.call('giveSideTag', [third, 'bob'])).rejects.toThrow('policy violation (sidetag)');
    await expect(alice.call('giveSideTag', [third, 'alice'])).rejects.toThrow('owns');
  });

  it('is refused with the rule and with what would be allowed', async () => {
    const { hub, admin, alice } = await start();
    for (const tag of ['closed', 'base2', 'unused']) await admin.call('createTag', [tag]);
    await admin.call('createBuildTarget', ['closed', 'closed', 'base']);
    await admin.call('createBuildTarget', ['base2', 'base2', 'base']);
    const explain = (tag: string) => alice.call<SideTagVerdict>('explainSideTagPolicy', [tag]);
    expect(await explain('closed')).toEqual({
      allowed: false,
      reason: 'not this one',
      rule: 'tag closed :: deny not this one',
      number_of_tags: 0,
      allowed_number: null,
      allowed_bases: ['base2'],
    });
    expect(await explain('base')).toMatchObject({ allowed: true, rule: null });
    expect(await admin.call('explainSideTagPolicy', ['base'])).toMatchObject({
      allowed: true,
      rule: expect.stringContaining(':: allow'),
    });
    await make(alice);
    await make(alice);
    const asked = await hub.request({
      headers: {
        'content-type': 'text/xml',
        'koji-session-id': String(alice.session!.id),
        'koji-session-key': alice.session!.key,
        [EXPLAIN_REFUSALS]: 'yes',
      },
      body: Buffer.from(encodeCall('createSideTag', ['base'])),
    });
    expect(String(await readBody(asked.body))).toContain('policy violation (sidetag) [rule: all :: deny]');
    expect(await explain('base')).toMatchObject({
      allowed: false,
      rule: 'all :: deny',
      number_of_tags: 2,
      allowed_number: 1,
      allowed_bases: [],
    });
  });
});
