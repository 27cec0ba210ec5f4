import { eachDatabase, type Caller, type TestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { TASK_STATES } from '@kojikit/protocol';
import { asHub } from '../rpc/as-hub.js';

interface Room {
  readonly builder: Caller;
  readonly buildroot: number;
  readonly task: number;
}

/** A buildroot of a builder, for a task that it runs. */
async function newBuildroot(hub: TestHub): Promise<Room> {
  const { name } = await hub.rows.tag({ arches: 'x86_64' });
  const host = await hub.rows.host();
  const builder = await hub.as(host.name);
  await builder.call('exclusiveSession');
  const [repo] = await builder.call<[number, number]>('host.repoInit', [name]);
  const task = await hub.rows.task({ state: TASK_STATES.OPEN, hostId: host.id });
  const buildroot = await builder.call<number>('host.newBuildRoot', [repo, 'x86_64', task.id]);
  return { builder, buildroot, task: task.id };
}

const external = (name: string, hash = '1') => ({
  name,
  version: '1',
  release: '1',
  epoch: null,
  arch: 'x86_64',
  payloadhash: hash.repeat(32),
  size: 1,
  buildtime: 1,
  location: 'ext',
});

eachDatabase('buildroots', (open) => {
  it('know what is installed: RPMs of builds by id or name, and of external repos', async () => {
    const hub = await open();
    await (await hub.as('kojiadmin')).call('createExternalRepo', ['ext', 'http://ext.example.com/']);
    const build = await hub.rows.build({ name: 'lib' });
    const ids = await asHub(hub.hub.parts, 'test rows', async (ctx) => {
      const row = { build_id: build.id, version: '1', release: '1', draft: false, external_repo_id: 0 };
      const rest = { arch: 'noarch', payloadhash: '0'.repeat(32), size: 1, buildtime: 1 };
      const lib = await ctx.db.insertReturningId('rpminfo', { ...row, ...rest, name: 'lib' });
      return [lib, await ctx.db.insertReturningId('rpminfo', { ...row, ...rest, name: 'doc' })];
    });
    const { builder, buildroot, task } = await newBuildroot(hub);
    const doc = { name: 'doc', version: '1', release: '1', arch: 'noarch' };
    const list = [{ id: ids[0] }, doc, external('bash'), external('sed')];
    await builder.call('host.setBuildRootList', [buildroot, list, task]);
    const names = async () => {
      const rows = await hub.anonymous.call<
        { name: string; is_update: boolean; external_repo_name: string }[]
      >('getBuildrootListing', [buildroot]);
      return rows.map((row) => `${row.name}@${row.external_repo_name}${row.is_update ? ' new' : ''}`).sort();
    };
    const first = ['bash@ext', 'doc@INTERNAL', 'lib@INTERNAL', 'sed@ext'];
    expect(await names()).toEqual(first);

    await builder.call('host.setBuildRootState', [buildroot, 'BUILDING', task]);
    await builder.call('host.updateBuildRootList', [buildroot, [...list, external('gcc')], task]);
    expect(await names()).toEqual([...first, 'gcc@ext new'].sort());
    const installed = await hub.anonymous.call<unknown[]>('listRPMs', [], {
      componentBuildrootID: buildroot,
    });
    expect(installed).toHaveLength(5);
  });

  it('refuse RPMs that are unknown or have changed, and keep nothing of such a list', async () => {
    const hub = await open();
    await (await hub.as('kojiadmin')).call('createExternalRepo', ['ext', 'http://ext.example.com/']);
    const { builder, buildroot, task } = await newBuildroot(hub);
    const set = (list: unknown[]) => builder.call('host.setBuildRootList', [buildroot, list, task]);
    const unknown = { name: 'nosuch', version: '1', release: '1', arch: 'noarch' };
    await expect(set([external('bash'), unknown])).rejects.toThrow("No such rpm: {'name': 'nosuch'");
    expect(await hub.anonymous.call('getRPM', ['bash-1-1.x86_64@ext'])).toBeNull();
    await set([external('bash')]);
    const changed = set([external('bash', '2')]);
    await expect(changed).rejects.toThrow('hash changed for external rpm: bash-1-1.x86_64@ext');
  });

  it('belong to the builder that made them', async () => {
    const hub = await open();
    const { buildroot, builder, task } = await newBuildroot(hub);
    const other = await hub.as((await hub.rows.host()).name);
    await other.call('exclusiveSession');
    const stolen = other.call('host.setBuildRootState', [buildroot, 'EXPIRED']);
    await expect(stolen).rejects.toThrow(`not owner of buildroot ${buildroot}`);
    await builder.call('host.setBuildRootState', [buildroot, 'EXPIRED', task]);
    await builder.call('host.setBuildRootState', [buildroot, 'EXPIRED', task]);
    const back = builder.call('host.setBuildRootState', [buildroot, 'BUILDING', task]);
    await expect(back).rejects.toThrow(`buildroot ${buildroot} is EXPIRED`);
    expect(await hub.anonymous.call('listBuildroots', [], { state: [3] })).toMatchObject([
      { id: buildroot, state: 3, retire_event_id: expect.any(Number) as number },
    ]);
  });

  it('are listed in the order of a column by its alias or by its name', async () => {
    const hub = await open();
    const { buildroot } = await newBuildroot(hub);
    for (const order of ['id', '-buildroot.id', 'buildroot.id,create_ts']) {
      const found = hub.anonymous.call('listBuildroots', [], { queryOpts: { order } });
      expect(await found).toMatchObject([{ id: buildroot }]);
    }
    const wrong = hub.anonymous.call('listBuildroots', [], { queryOpts: { order: 'host.password' } });
    await expect(wrong).rejects.toThrow('Invalid order: host.password');
  });
});
