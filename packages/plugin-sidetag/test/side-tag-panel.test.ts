import { eachDatabase, type Caller } from '@kojikit/testing';
import { expect, it } from 'vitest';
import type { NewSideTag } from '../src/api.js';
import plugin from '../src/hub.js';

interface Shown {
  readonly facts: { label: string; text: string; link?: string }[];
  readonly actions: { name: string; label: string; value?: string; input?: string }[];
}

eachDatabase('the panel of a side tag', (open) => {
  const start = async () => {
    const hub = await open({
      config: '[hub]\nPlugins = sidetag\n[policy]\nsidetag =\n    all :: allow\n',
      plugins: [plugin],
      pluginConfig: { 'sidetag.conf': '[sidetag]\nexpires = 2d\n' },
      users: ['bob'],
    });
    const admin = await hub.as('kojiadmin');
    const alice = await hub.as('alice');
    await admin.call('createTag', ['base'], { arches: 'x86_64' });
    const made = await alice.call<NewSideTag>('createSideTag', ['base']);
    const shown = async (caller: Caller = hub.anonymous, id = made.id) =>
      (await caller.call<Shown[]>('listPanels', ['tag', id]))[0];
    const press = (caller: Caller, action: string, value?: string) =>
      caller.call('runPanelAction', ['sidetag', action, made.id, ...(value === undefined ? [] : [value])]);
    return { hub, admin, alice, id: made.id, bob: await hub.as('bob'), shown, press };
  };
  const fact = (shown: Shown | undefined, label: string) => shown?.facts.find((one) => one.label === label);
  const names = (shown: Shown | undefined) => shown?.actions.map(({ name }) => name);

  it('tells its base, owners, age, expiry and what the clean-up will do, to everybody', async () => {
    const { shown, alice, press } = await start();
    const seen = await shown();
    expect(fact(seen, 'Base')).toEqual({ label: 'Base', text: 'base', link: 'taginfo?tagID=1' });
    expect(fact(seen, 'Owner')).toMatchObject({ text: 'alice', link: 'userinfo?userID=alice' });
    expect(fact(seen, 'Made')?.text).toMatch(/^20.* UTC, 0:00:\d\d ago$/);
    expect(fact(seen, 'Expires')?.text).toMatch(/^20.* UTC$/);
    expect(fact(seen, 'Clean-up')?.text).toMatch(/^removes it from 20.* because it has expired then/);
    expect(seen?.actions).toEqual([]);
    expect(await shown(undefined, 1)).toBeUndefined();
    await press(alice, 'hold', 'update <12>');
    expect(fact(await shown(), 'Held')?.text).toMatch(/^by alice since 20.* UTC: update <12>$/);
    expect(fact(await shown(), 'Clean-up')?.text).toMatch(/^leaves it while it is held/);
  });

  it('lets those who may move its expiry, hold, release and remove it', async () => {
    const { id, shown, admin, alice, bob, press } = await start();
    expect(names(await shown(bob))).toEqual([]);
    await expect(press(bob, 'hold', 'mine')).rejects.toMatchObject({ code: 1004 });
    expect(names(await shown(alice))).toEqual(['expiry', 'hold', 'give', 'share', 'remove']);

    await expect(press(alice, 'expiry', 'soon')).rejects.toThrow('"soon" is no duration');
    await press(alice, 'expiry', '5d');
    expect(fact(await shown(), 'Expires')?.text).toMatch(/UTC, as somebody chose$/);
    expect(names(await shown(alice))).toContain('usual');
    await press(alice, 'usual');
    expect(fact(await shown(), 'Expires')?.text).toMatch(/UTC$/);

    await expect(press(alice, 'hold')).rejects.toThrow();
    await press(admin, 'hold', 'tests');
    expect(names(await shown(alice))).toEqual(['expiry', 'hold', 'give', 'share', 'remove']);
    await expect(press(alice, 'remove')).rejects.toThrow('is held by kojiadmin (tests)');
    const release = (await shown(admin))!.actions.find(({ name }) => name === 'release');
    expect(release).toMatchObject({ value: 'kojiadmin' });
    await press(admin, 'release', release!.value);

    await alice.call('addSideTagOwner', [id, 'bob']);
    expect(fact(await shown(), 'Co-owner')).toMatchObject({ text: 'bob', link: 'userinfo?userID=bob' });
    expect(names(await shown(bob))).toEqual(['expiry', 'hold', 'give', 'share', 'unshare', 'remove']);
    expect(await press(bob, 'remove')).toBe('tags');
    expect(await shown()).toBeUndefined();
  });

  it('lets its owner hand it over and share it', async () => {
    const { shown, alice, bob, press } = await start();
    await expect(press(bob, 'give', 'bob')).rejects.toMatchObject({ code: 1004 });
    await press(alice, 'share', 'bob');
    expect(fact(await shown(), 'Co-owner')).toMatchObject({ text: 'bob' });
    await press(alice, 'unshare', 'bob');
    expect(fact(await shown(), 'Co-owner')).toBeUndefined();
    await expect(press(alice, 'give', 'nobody <b>')).rejects.toThrow();
    await press(alice, 'give', 'bob');
    expect(fact(await shown(), 'Owner')).toMatchObject({ text: 'bob' });
    expect(fact(await shown(), 'Co-owner')).toMatchObject({ text: 'alice' });
  });
});
