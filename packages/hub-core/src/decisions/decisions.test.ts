import { TASK_STATES, type BuildDetails, type RecordedDecision } from '@kojikit/protocol';
import { eachDatabase, type Caller, type TestHub } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';

const TAG_POLICY = `
[policy]
tag =
    tag frozen :: deny it is frozen
    operation tag && tag open* :: {
        user bob :: allow
        user alice kojiadmin :: allow
    }
    operation untag :: allow
    operation move :: allow
build_from_srpm =
    all :: allow
build_rpm =
    all :: allow
`;

const decided = (rule_number: string | null, rule: string, user_name: string, more: object = {}) =>
  expect.objectContaining({ rule_number, rule, user_name, result: 'allow', forced: false, ...more });

async function details(caller: Caller, build: number): Promise<BuildDetails> {
  return caller.call('describeBuild', [build]);
}

function rowsOf(hub: TestHub): Promise<number | undefined> {
  return hub.database.transaction((db) => db.value(sql`SELECT COUNT(*) FROM kojikit_policy_decisions`));
}

eachDatabase('which rule allowed it', (open) => {
  const start = async () => {
    const hub = await open({ config: TAG_POLICY, users: ['bob'] });
    const tag = await hub.rows.tag({ name: 'open-1', packages: ['bash'] });
    const build = await hub.rows.build({ name: 'bash' });
    const admin = await hub.as('kojiadmin');
    await admin.call('grantPermission', ['alice', 'tag']);
    return { hub, tag, build, admin, alice: await hub.as('alice') };
  };
  const INTO = 'operation tag && tag open* :: ... user alice kojiadmin :: allow';

  it('is kept with each stay in a tag, for admins and for who did it', async () => {
    const { hub, build, admin, alice } = await start();
    await alice.call('tagBuildBypass', ['open-1', build.id]);
    await admin.call('untagBuildBypass', ['open-1', build.id]);
    await admin.call('tagBuildBypass', ['open-1', build.id]);
    const seen = (await details(admin, build.id)).tags;
    expect(seen.map(({ create_decision: made, revoke_decision: ended }) => [made, ended])).toEqual([
      [decided('2.2', INTO, 'kojiadmin'), null],
      [decided('2.2', INTO, 'alice'), decided('3', 'operation untag :: allow', 'kojiadmin')],
    ]);
    const own = (await details(alice, build.id)).tags;
    expect(own.map(({ create_decision: made, revoke_decision: ended }) => [made, ended])).toEqual([
      [null, null],
      [decided('2.2', INTO, 'alice'), null],
    ]);
    for (const caller of [await hub.as('bob'), hub.anonymous])
      expect(JSON.stringify(await details(caller, build.id))).not.toContain('operation');
  });

  it('says that an admin passed by force', async () => {
    const { hub, build, admin } = await start();
    await hub.rows.tag({ name: 'frozen', packages: ['bash'] });
    await admin.call('tagBuildBypass', ['frozen', build.id], { force: true });
    const rule = 'tag frozen :: deny it is frozen';
    expect((await details(admin, build.id)).tags[0]!.create_decision).toEqual(
      decided('1', rule, 'kojiadmin', { forced: true }),
    );
  });

  it('is not kept of what was refused, undone, only asked for, or asked nobody', async () => {
    const { hub, tag, build, admin, alice } = await start();
    await hub.rows.tag({ name: 'frozen', packages: ['bash'] });
    await expect(alice.call('tagBuildBypass', ['frozen', build.id])).rejects.toThrow('it is frozen');
    await alice.call('tagBuild', ['open-1', build.id]);
    const failed = hub.rows.build({ name: 'bash', version: '2', state: 3 });
    const call = (methodName: string, ...params: unknown[]) => ({ methodName, params });
    await admin.call('multiCall', [
      [
        call('tagBuildBypass', 'open-1', (await failed).id),
        call('tagBuild', 'open-1', build.id),
        call('massTag', 'open-1', [build.id]),
      ],
    ]);
    expect((await details(admin, build.id)).tags).toMatchObject([{ tag_id: tag.id, create_decision: null }]);
    expect(await rowsOf(hub)).toBe(0);
  });

  it('is about the owner of the task that tags or moves, and of both tags', async () => {
    const { hub, build, admin, alice } = await start();
    const other = await hub.rows.tag({ name: 'other', packages: ['bash'] });
    await alice.call('tagBuildBypass', ['open-1', build.id]);
    const { id: hostId } = await hub.rows.host({ name: 'b1' });
    const b1 = await hub.as('b1');
    await b1.call('exclusiveSession');
    const task = await hub.rows.task({ method: 'tagBuild', state: TASK_STATES.OPEN, hostId, owner: 2 });
    await b1.call('host.tagBuild', [task.id, 'other', build.id, false, 'open-1']);
    const move = decided('4', 'operation move :: allow', 'alice');
    expect((await details(alice, build.id)).tags).toEqual([
      expect.objectContaining({ tag_id: other.id, create_decision: move }),
      expect.objectContaining({ tag_name: 'open-1', revoke_decision: move }),
    ]);
    expect((await details(admin, build.id)).decisions).toEqual([]);
  });

  it('is kept with the task that a builder asks for, once for each policy, and shown with its build', async () => {
    const { hub, admin, alice } = await start();
    const { id: hostId } = await hub.rows.host({ name: 'b1' });
    const b1 = await hub.as('b1');
    await b1.call('exclusiveSession');
    const task = await hub.rows.task({ method: 'build', state: TASK_STATES.OPEN, hostId, owner: 2 });
    const foreign = await hub.rows.task({ method: 'build', state: TASK_STATES.OPEN, owner: 2 });
    const build = await hub.rows.build({ name: 'zsh', taskId: task.id });
    const data = { user_id: 2, task_id: task.id, source: 'x' };
    for (const policy of ['build_from_srpm', 'build_rpm', 'build_rpm'])
      await b1.call('host.assertPolicy', [policy, data]);
    for (const task_id of [foreign.id, 999, 2 ** 40, 'x'])
      await b1.call('host.assertPolicy', ['build_rpm', { ...data, task_id }]);
    await b1.call('host.assertPolicy', ['build_from_srpm', { ...data, scratch: true }]);
    const policies = (decisions: readonly RecordedDecision[]) => decisions.map(({ policy }) => policy);
    const seen = (await details(admin, build.id)).decisions;
    expect(policies(seen)).toEqual(['build_rpm', 'build_from_srpm']);
    expect(seen[0]).toEqual(decided('1', 'all :: allow', 'alice'));
    expect(policies((await details(alice, build.id)).decisions)).toHaveLength(2);
    expect((await details(hub.anonymous, build.id)).decisions).toEqual([]);
    expect(await rowsOf(hub)).toBe(2);
  });

  it('is forgotten with a build that is reset', async () => {
    const { hub, build, admin, alice } = await start();
    await alice.call('tagBuildBypass', ['open-1', build.id]);
    expect(await rowsOf(hub)).toBe(1);
    await admin.call('resetBuild', [build.id]);
    expect(await rowsOf(hub)).toBe(0);
  });
});
