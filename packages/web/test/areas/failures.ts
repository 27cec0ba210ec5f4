import { asHub } from '@kojikit/hub-core';
import { encodeFault, TASK_STATES } from '@kojikit/protocol';
import { addOutput } from '../upload.js';
import { type Area, HOSTILE } from './area.js';

const RPM = { arch: 'x86_64', release: '1', payloadhash: '0'.repeat(32), size: 1, buildtime: 1 };

/** Builds that failed: one for want of packages that were taken out of the tag, one with another buildroot than before. */
export const failuresArea: Area = async ({ hub }) => {
  const { rows, topdir } = hub;
  const admin = await hub.as('kojiadmin');
  const base = await rows.tag({ name: 'failing-base', packages: ['zlib', 'lost'] });
  const tag = await rows.tag({ name: 'failing-build', arches: 'x86_64', parents: [base.id] });
  const gone = await rows.build({ name: 'zlib-devel', tags: [base.id] });
  await rows.build({ name: 'bar', tags: [tag.id] });
  await admin.call('untagBuildBypass', [base.name, gone.name]);
  await admin.call('packageListBlock', [base.name, 'lost']);
  await admin.call('createExternalRepo', ['failing-ext', 'http://ext.example.com/']);
  const host = await rows.host({ name: 'failing.example.com', channels: [] });
  const builder = await hub.as(host.name);
  await builder.call('exclusiveSession');
  const [repo] = await builder.call<[number, number]>('host.repoInit', [tag.name]);
  const task = (package_: string) =>
    rows.task({
      state: TASK_STATES.OPEN,
      hostId: host.id,
      method: 'buildArch',
      arch: 'x86_64',
      params: [`tasks/1/1/${package_}-2-1.src.rpm`, tag.id, 'x86_64', true],
    });
  const fail = (id: number) =>
    builder.call('host.failTask', [id, encodeFault(1005, 'mock exited with status 30; see root.log')]);
  const install = async (id: number, installed: readonly (readonly [name: string, version: string])[]) => {
    const root = await builder.call<number>('host.newBuildRoot', [repo, 'x86_64', id]);
    const list = installed.map(([name, version]) => ({
      ...RPM,
      name,
      version,
      epoch: null,
      location: 'failing-ext',
    }));
    await builder.call('host.setBuildRootList', [root, list, id]);
    return root;
  };

  const { id: wanting } = await task('wanting');
  const needed = [
    HOSTILE,
    'zlib-devel >= 1.3',
    'lost',
    'bar',
    'nosuch',
    `lib${'long'.repeat(40)}.so.1()(64bit)`,
  ];
  const complaints = needed.map(
    (name) => `DEBUG util.py:444:    - nothing provides ${name} needed by x-1-1.noarch`,
  );
  const log = [
    "DEBUG util.py:634:  Executing command: ['/usr/bin/dnf', 'builddep'] with env {}",
    ...complaints,
  ];
  await addOutput(
    topdir,
    wanting,
    'root.log',
    `${log.join('\n')}\nDEBUG util.py:602:  Child return code was: 1\n`,
  );
  await fail(wanting);

  const { id: before } = await task('differing');
  const many = (version: string) => [...Array(40).keys()].map((n) => [`package-${n}`, version] as const);
  const good = await install(before, [...many('1'), ['perl', '5']]);
  const { id: build } = await rows.build({ name: 'differing', version: '1' });
  await asHub(hub.hub.parts, 'test rows', (ctx) => {
    const place = { build_id: build, buildroot_id: good, draft: false, external_repo_id: 0 };
    return ctx.db.insert('rpminfo', { ...RPM, ...place, name: 'differing', version: '1' });
  });
  const { id: differing } = await task('differing');
  await install(differing, [...many('2'), ['zlib', '1']]);
  await addOutput(
    topdir,
    differing,
    'build.log',
    'Executing(%build): x\n+ make\nerror: Bad exit status from x (%build)\n',
  );
  await fail(differing);

  const waiting = await rows.task({ arch: 's390x' });
  return [wanting, differing, waiting.id].map((id) => `taskinfo?taskID=${id}`);
};
