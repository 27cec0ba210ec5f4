import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { eachDatabase, type TestHub } from '@kojikit/testing';

eachDatabase('policy tests', (open) => {
  /** Whether each rule, in a policy of its own, fires for the data. */
  async function fires(hub: TestHub, data: object): Promise<Record<string, boolean>> {
    const admin = await hub.as('kojiadmin');
    const names = hub.hub.parts.config.policy;
    const answers: Record<string, boolean> = {};
    for (const name of Object.keys(names).filter((policy) => policy.startsWith('t_'))) {
      answers[name.slice(2)] = (await admin.call('evalPolicy', [name, data])) === 'yes';
    }
    return answers;
  }

  const hubWith = (rules: Record<string, string>): Promise<TestHub> => {
    const policy = Object.entries(rules).map(([name, test]) => [`t_${name}`, `${test} :: yes`]);
    return open({ config: { policy: Object.fromEntries(policy) as Record<string, string> } });
  };

  it('look at the content generators of buildroots, or at those that are named', async () => {
    const hub = await hubWith({ any: 'cg_match_any os*', all: 'cg_match_all os*' });
    await hub.database.transaction(async (db) => {
      await db.run(sql`INSERT INTO content_generator (id, name) VALUES (1, 'osbs'), (2, 'other')`);
      for (const [id, cg] of [
        [1, 1],
        [2, 2],
      ]) {
        await db.insert('buildroot', { id, br_type: 1, cg_id: cg, cg_version: '1' });
      }
    });
    expect(await fires(hub, { buildroots: [1] })).toEqual({ any: true, all: true });
    expect(await fires(hub, { buildroots: [1, 2] })).toEqual({ any: true, all: false });
    expect(await fires(hub, { buildroots: [1, null] })).toEqual({ any: true, all: false });
    expect(await fires(hub, { buildroots: [2] })).toEqual({ any: false, all: false });
    expect(await fires(hub, { cg_list: ['osbs'] })).toEqual({ any: true, all: true });
    expect(await fires(hub, {})).toEqual({ any: false, all: false });
    await expect(fires(hub, { cg_list: ['nosuch'] })).rejects.toThrow(
      'No such entry in table content_generator: nosuch',
    );
  });

  it('look at build tags that are named, or at the one of the target, and at what they inherit', async () => {
    const hub = await hubWith({ buildtag: 'buildtag f40-*', inherits: 'buildtag_inherits_from base*' });
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['base-f40']);
    await admin.call('createTag', ['f40-build'], { parent: 'base-f40' });
    await admin.call('createTag', ['alone']);
    await admin.call('createBuildTarget', ['f40', 'f40-build', 'alone']);
    expect(await fires(hub, { build_tag: 'f40-build' })).toEqual({ buildtag: true, inherits: true });
    expect(await fires(hub, { build_tags: ['alone', 'f40-build'] })).toEqual({
      buildtag: true,
      inherits: true,
    });
    expect(await fires(hub, { build_tag: 'alone' })).toEqual({ buildtag: false, inherits: false });
    expect(await fires(hub, { target: 'f40' })).toEqual({ buildtag: true, inherits: true });
    expect(await fires(hub, { target: 'nosuch' })).toEqual({ buildtag: false, inherits: false });
  });

  it('still know a build tag that was deleted', async () => {
    const hub = await hubWith({ buildtag: 'buildtag f40-*', inherits: 'buildtag_inherits_from base*' });
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['base-f40']);
    await admin.call('createTag', ['f40-build'], { parent: 'base-f40' });
    await admin.call('deleteTag', ['f40-build']);
    expect(await fires(hub, { build_tag: 'f40-build' })).toEqual({ buildtag: true, inherits: true });
  });

  it('judge the user of the data, or else the caller', async () => {
    const hub = await hubWith({ admin: 'has_perm admin', alice: 'user al*', devs: 'user_in_group devs' });
    const admin = await hub.as('kojiadmin');
    await admin.call('newGroup', ['devs']);
    await admin.call('addGroupMember', ['devs', 'alice']);
    expect(await fires(hub, {})).toEqual({ admin: true, alice: false, devs: false });
    expect(await fires(hub, { user_id: 2 })).toEqual({ admin: false, alice: true, devs: true });
    expect(await fires(hub, { user_id: 'alice' })).toEqual({ admin: false, alice: true, devs: true });
    expect(await fires(hub, { user_id: 99 })).toEqual({ admin: false, alice: false, devs: false });
    await expect(hub.anonymous.call('evalPolicy', ['t_admin', {}])).resolves.toBeNull();
  });

  it('compare numbers, and refuse to order anything else', async () => {
    const hub = await hubWith({ few: 'compare n < 3', half: 'compare n = 2.5', other: 'compare n != 1' });
    expect(await fires(hub, { n: 2.5 })).toEqual({ few: true, half: true, other: true });
    expect(await fires(hub, { n: 3 })).toEqual({ few: false, half: false, other: true });
    expect(await fires(hub, {})).toEqual({ few: false, half: false, other: false });
    await expect(fires(hub, { n: 'many' })).rejects.toMatchObject({ code: 1 });
  });
});
