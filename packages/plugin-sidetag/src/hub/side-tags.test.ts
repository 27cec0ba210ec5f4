import { eachDatabase, type TestHubOptions } from '@kojikit/testing';
import { describe, expect, it } from 'vitest';
import plugin from '../hub.js';

const policy = `
[policy]
sidetag =
    tag base && compare number_of_tags < 2 :: allow
    all :: deny
package_list =
    match action block && is_sidetag_owner :: allow
    match action unblock && is_sidetag_owner both :: allow
    match action add && is_sidetag :: allow
    has_perm admin :: allow
    all :: deny
`;

const options = (sidetag = ''): TestHubOptions => ({
  config: `[hub]\nPlugins = sidetag_hub\n${policy}`,
  plugins: [plugin],
  pluginConfig: { 'sidetag.conf': `[sidetag]\n${sidetag}` },
  users: ['bob'],
});

eachDatabase('side tags', (open) => {
  const start = async (sidetag?: string) => {
    const hub = await open(options(sidetag));
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['base'], { arches: 'x86_64' });
    return { hub, admin, alice: await hub.as('alice'), bob: await hub.as('bob') };
  };

  describe('making one', () => {
    it('answers name and id, with the id in the name', async () => {
      const { alice } = await start();
      expect(await alice.call('createSideTag', ['base'])).toEqual({
        name: 'base-side-3',
        id: 3,
        task_id: null,
        request: null,
      });
    });

    it('keeps name and id together when another tag is made in between', async () => {
      const { alice, admin, bob } = await start();
      const first = (await alice.call('createSideTag', ['base'])) as { id: number; name: string };
      const between = (await admin.call('createTag', ['between'])) as number;
      const second = (await bob.call('createSideTag', ['base'])) as { id: number; name: string };
      expect(new Set([first.id, between, second.id]).size).toBe(3);
      for (const { id, name } of [first, second]) expect(name).toBe(`base-side-${id}`);
    });

    it('makes a tag that inherits from the base tag, and a target of the same name', async () => {
      const { alice, hub } = await start();
      await alice.call('createSideTag', ['base'], { debuginfo: true });
      expect(await hub.anonymous.call('getTag', ['base-side-3'])).toMatchObject({
        arches: 'x86_64',
        extra: { sidetag: true, sidetag_user: 'alice', sidetag_user_id: 2, with_debuginfo: true },
      });
      expect(await hub.anonymous.call('getInheritanceData', ['base-side-3'])).toMatchObject([
        { name: 'base' },
      ]);
      expect(await hub.anonymous.call('getBuildTarget', ['base-side-3'])).toMatchObject({
        build_tag: 3,
        dest_tag: 3,
      });
    });

    it('asks the policy with the number of tags that the user has', async () => {
      const { alice, bob } = await start();
      await alice.call('createSideTag', ['base']);
      await alice.call('createSideTag', ['base']);
      await expect(alice.call('createSideTag', ['base'])).rejects.toThrow('policy violation (sidetag)');
      await bob.call('createSideTag', ['base']);
    });

    it('refuses who is not logged in, and a base tag that does not exist', async () => {
      const { hub, alice } = await start();
      await expect(hub.anonymous.call('createSideTag', ['base'])).rejects.toThrow(
        'you must be logged in for this operation',
      );
      await expect(alice.call('createSideTag', ['nosuch'])).rejects.toThrow("No such tagInfo: 'nosuch'");
    });

    it('takes suffixes that the configuration allows and refuses others before it looks at anything', async () => {
      const { alice, hub } = await start(
        'allowed_suffixes = test, gate\nname_template = s{tag_id}_of_{basetag}',
      );
      expect(await alice.call('createSideTag', ['base'], { suffix: 'gate' })).toMatchObject({
        name: 's3_of_base-gate',
      });
      await expect(hub.anonymous.call('createSideTag', ['nosuch'], { suffix: 'other' })).rejects.toThrow(
        'other suffix is not allowed for sidetag',
      );
    });
  });

  it('are listed with their owners, all or by base tag and user', async () => {
    const { alice, bob, hub } = await start();
    await alice.call('createSideTag', ['base']);
    await bob.call('createSideTag', ['base']);
    const list = (filter: Record<string, unknown>) => hub.anonymous.call('listSideTags', [], filter);
    expect(await list({ queryOpts: { order: 'id' } })).toEqual([
      { id: 3, name: 'base-side-3', user_id: '2', user_name: 'alice' },
      { id: 5, name: 'base-side-5', user_id: '3', user_name: 'bob' },
    ]);
    expect(await list({ basetag: 'base', user: 'bob' })).toHaveLength(1);
    expect(await list({ basetag: 'base-side-3' })).toEqual([]);
    expect(await list({ queryOpts: { countOnly: true } })).toBe(2);
    await expect(list({ user: 'nobody' })).rejects.toThrow("No such user: 'nobody'");
  });

  it('let owners and admins pass the policy tests, and nobody else', async () => {
    const { alice, bob, admin } = await start();
    await alice.call('createSideTag', ['base']);
    await admin.call('packageListAdd', ['base', 'pkg', 'alice']);
    await alice.call('packageListBlock', ['base-side-3', 'pkg']);
    await expect(bob.call('packageListBlock', ['base-side-3', 'pkg'])).rejects.toThrow('policy violation');
    await expect(alice.call('packageListBlock', ['base', 'pkg'])).rejects.toThrow('policy violation');
    await expect(alice.call('packageListUnblock', ['base-side-3', 'pkg'])).rejects.toThrow(
      'policy violation',
    );
    await bob.call('packageListAdd', ['base-side-3', 'other', 'bob']);
    await expect(bob.call('packageListAdd', ['base', 'other', 'bob'])).rejects.toThrow('policy violation');
    await admin.call('packageListUnblock', ['base-side-3', 'pkg']);
  });

  it('are removed with their target by their owner and by sidetag_admin, also with builds in them', async () => {
    const { hub, admin, alice, bob } = await start();
    await alice.call('createSideTag', ['base']);
    await alice.call('createSideTag', ['base']);
    await admin.call('createEmptyBuild', ['pkg', '1', '1', null]);
    await admin.call('packageListAdd', ['base', 'pkg', 'alice']);
    await admin.call('tagBuildBypass', ['base-side-3', 'pkg-1-1']);
    await expect(bob.call('removeSideTag', ['base-side-3'])).rejects.toThrow('This is not your sidetag');
    await alice.call('removeSideTag', ['base-side-3']);
    await admin.call('grantPermission', ['bob', 'sidetag_admin'], { create: true });
    await bob.call('removeSideTag', ['base-side-5']);
    expect(await hub.anonymous.call('listSideTags', [])).toEqual([]);
    expect(await hub.anonymous.call('getBuildTargets', [])).toEqual([]);
  });

  it('are removed once when two calls want to', async () => {
    const { alice, admin } = await start();
    await alice.call('createSideTag', ['base']);
    const ends = await Promise.allSettled([
      alice.call('removeSideTag', ['base-side-3']),
      admin.call('removeSideTag', [3]),
    ]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refusal = ends.find((end) => end.status === 'rejected')!;
    expect(String(refusal.reason)).toMatch(/No such tagInfo: ('base-side-3'|3)/);
  });

  it('lose extra settings and macros in one edit', async () => {
    const { alice, admin, hub } = await start();
    await admin.call('editTag2', ['base'], { extra: { sidetag_rpm_macros_allowed: 'dist pkg_*' } });
    await alice.call('createSideTag', ['base']);
    await alice.call('editSideTag', ['base-side-3'], { rpm_macros: { dist: '.x', pkg_a: 1 } });
    await admin.call('editSideTag', ['base-side-3'], { extra: { note: 'n' } });
    await admin.call('editSideTag', ['base-side-3'], {
      remove_rpm_macros: ['pkg_a'],
      remove_extra: ['note'],
    });
    const { extra } = (await hub.anonymous.call('getTag', ['base-side-3'])) as { extra: object };
    expect(Object.keys(extra).sort()).toEqual([
      'rpm.macro.dist',
      'sidetag',
      'sidetag_user',
      'sidetag_user_id',
    ]);
  });

  it('stop the hub at start when their configuration is wrong', async () => {
    await expect(open(options('name_template = {user}'))).rejects.toThrow(/name_template/);
    await expect(open(options('remove_empty = maybe'))).rejects.toThrow(/remove_empty.*neither yes nor no/);
  });
});
