import { BuildError, GenericError } from '@kojikit/protocol';
import { expect, it } from 'vitest';
import { newSite, type Site } from '../../test/build-site.js';
import { temporaryFolder } from '../../test/root-setup.js';
import { makeTinySrpm, tinySpec } from '../../test/tiny-srpm.js';
import { findProgram } from '../process/find-program.js';
import { buildTask } from './build.js';
import { chainBuildTask } from './chain-build.js';
import { dependantTask } from './dependant-task.js';
import { tagBuildTask } from './tag-build.js';

const REPO = { id: 1, state: 1, tag_id: 3, tag_name: 'demo-build', create_event: 5 };
const TARGET = {
  id: 1,
  name: 'demo',
  build_tag: 3,
  build_tag_name: 'demo-build',
  dest_tag: 4,
  dest_tag_name: 'demo',
};

const CONFIG = { id: 3, name: 'demo-build', arches: 'x86_64', extra: {} };

/** A hub on which subtasks get the ids from 21 and succeed at once. */
async function site(answers: Readonly<Record<string, unknown>> = {}): Promise<Site> {
  const made: string[] = [];
  const results: Record<string, unknown> = {
    rebuildSRPM: { srpm: 'cli-build/1.abc/tiny-1.0-1.src.rpm', source: { source: 'tiny', url: 'tiny' } },
    buildArch: { rpms: ['a.rpm'], srpms: ['a.src.rpm'], logs: ['build.log'], brootid: 9 },
  };
  return newSite(
    {},
    {
      getBuildTarget: TARGET,
      getLastEvent: { id: 69, ts: 1 },
      getBuildConfig: CONFIG,
      getPackageConfig: { blocked: false, extra_arches: null },
      'repo.request': { repo: REPO, request: null },
      'host.initBuild': 2,
      'host.subtask': ({ method }: { method: string }) => 20 + made.push(method),
      'host.taskWait': () => [[...made.keys()].map((at) => 21 + at), []],
      'host.taskWaitResults': ({ tasks }: { tasks: number[] }) =>
        tasks.map((id) => [id, results[made[id - 21] ?? ''] ?? null]),
      ...answers,
    },
  );
}

async function build(given: Site, options: Record<string, unknown>, spec = tinySpec()) {
  const source = await given.give(await makeTinySrpm(await temporaryFolder(), spec));
  return given.run(buildTask, [source, 'demo', options]);
}

const called = ({ session }: Site, method: string) =>
  session.calls.filter((call) => call.method === method).map(({ params }) => params);

it('asks the policies, builds by subtasks, imports the build and tags it', async ({ skip }) => {
  skip((await findProgram('rpmbuild')) === undefined, 'rpmbuild is not installed');
  const given = await site();
  expect(await build(given, { custom_user_metadata: { a: 1 } })).toMatchObject({ result: null });
  expect(called(given, 'host.assertPolicy').map(({ name }) => name)).toEqual([
    'build_from_srpm',
    'build_rpm',
  ]);
  expect(called(given, 'host.subtask')).toMatchObject([
    { method: 'rebuildSRPM', label: 'srpm', arch: 'noarch', parent: 12 },
    { method: 'buildArch', label: 'noarch', arch: 'noarch', parent: 12 },
    { method: 'tagBuild', label: 'tag', arch: 'noarch', parent: 12, arglist: [4, 2, false, null, true] },
  ]);
  expect(called(given, 'host.initBuild')).toMatchObject([
    {
      data: {
        name: 'tiny',
        version: '1.0',
        release: '1',
        epoch: null,
        task_id: 12,
        source: 'tiny',
        extra: { source: { original_url: 'tiny' }, custom_user_metadata: { a: 1 } },
      },
    },
  ]);
  expect(called(given, 'host.completeBuild')).toMatchObject([
    {
      task_id: 12,
      build_id: 2,
      srpm: 'a.src.rpm',
      rpms: ['a.rpm'],
      brmap: { 'a.rpm': 9, 'a.src.rpm': 9 },
      logs: { noarch: ['build.log'] },
    },
  ]);
});

it('moves a scratch build aside, and neither registers nor tags it', async ({ skip }) => {
  skip((await findProgram('rpmbuild')) === undefined, 'rpmbuild is not installed');
  const given = await site();
  const { calls, result } = await build(given, { scratch: true });
  expect(result).toBeNull();
  expect(calls).toContain('host.moveBuildToScratch');
  expect(calls).not.toContain('host.initBuild');
  expect(called(given, 'host.assertPolicy').map(({ name }) => name)).toEqual(['build_rpm']);
  expect(called(given, 'host.subtask')).toHaveLength(2);
});

it('tells the hub that a build has failed when its import does', async ({ skip }) => {
  skip((await findProgram('rpmbuild')) === undefined, 'rpmbuild is not installed');
  const fail = () => {
    throw new BuildError('mismatch');
  };
  const given = await site({ 'host.completeBuild': fail });
  expect(await build(given, {})).toMatchObject({ fault: { code: 1005, message: 'mismatch' } });
  expect(called(given, 'host.failBuild')).toEqual([{ task_id: 12, build_id: 2 }]);
});

it.each([
  [{ arch_override: 'x86_64' }, {}, 'arch_override is only allowed for scratch builds'],
  [{}, { getPackageConfig: null }, 'package tiny not in list for tag demo'],
  [{}, { getPackageConfig: { blocked: true, extra_arches: null } }, 'package tiny is blocked for tag demo'],
  [{}, { getBuildTarget: null }, 'unknown build target: demo'],
  [{ repo_id: 5 }, { repoInfo: null }, 'No such repo: 5'],
  [{ repo_id: 1 }, { repoInfo: { ...REPO, state: 3 } }, 'Bad repo: 1 (DELETED)'],
  [{ repo_id: 1 }, { repoInfo: { ...REPO, tag_id: 8 } }, 'Repo/Target mismatch: demo-build/demo-build'],
  [{ custom_user_metadata: [1] }, {}, 'custom_user_metadata must be serializable to a JSON object'],
])('refuses a build with %j where the hub says %j', async (options, answers, message) => {
  const given = await site(answers);
  expect(await build(given, options)).toMatchObject({ fault: { message } });
  expect(called(given, 'host.initBuild')).toEqual([]);
});

it('fails a package for no arch of the tag, before a build is registered', async ({ skip }) => {
  skip((await findProgram('rpmbuild')) === undefined, 'rpmbuild is not installed');
  for (const head of ['ExclusiveArch: riscv64', 'ExcludeArch: x86_64 aarch64']) {
    const given = await site({ getBuildConfig: { ...CONFIG, extra: { rebuild_srpm: false } } });
    const spec = tinySpec({ head }).replace('BuildArch: noarch\n', '');
    expect(await build(given, {}, spec)).toMatchObject({
      fault: { code: 1005, message: 'No matching arches were found' },
    });
    expect(called(given, 'host.initBuild')).toEqual([]);
  }
});

it('builds for the arches that a scratch build names, of those that the tag has', async ({ skip }) => {
  skip((await findProgram('rpmbuild')) === undefined, 'rpmbuild is not installed');
  const given = await site({ getBuildConfig: { ...CONFIG, arches: 'x86_64 aarch64' } });
  const { fault } = await build(given, { scratch: true, arch_override: 'aarch64 s390x' });
  expect(fault).toBeUndefined();
  expect(called(given, 'host.subtask').map(({ label }) => label)).toEqual(['srpm', 'aarch64']);
});

it('registers a draft as one', async ({ skip }) => {
  skip((await findProgram('rpmbuild')) === undefined, 'rpmbuild is not installed');
  const given = await site();
  await build(given, { draft: true });
  expect(called(given, 'host.initBuild')).toMatchObject([{ data: { name: 'tiny', draft: true } }]);
  expect(called(given, 'host.assertPolicy')).toMatchObject([
    { data: { draft: true } },
    { data: { draft: true } },
  ]);
});

it('builds the levels of a chain one after the other and waits for each in the repo', async () => {
  const given = await site({ listBuilds: [{ nvr: 'tiny-1.0-1' }] });
  const levels = [['git://host/a#1', 'other-2-1'], ['git://host/b#2']];
  expect(await given.run(chainBuildTask, [levels, 'demo', {}])).toMatchObject({ result: null });
  expect(called(given, 'host.subtask')).toMatchObject([
    { method: 'build', label: 'build 0,0', arglist: ['git://host/a#1', 'demo', {}] },
    { method: 'waitrepo', label: 'wait 1', arglist: ['demo-build', null, ['other-2-1', 'tiny-1.0-1']] },
    { method: 'build', label: 'build 1,0', arglist: ['git://host/b#2', 'demo', {}] },
  ]);
});

it('refuses a scratch chain', async () => {
  const { fault } = await (await site()).run(chainBuildTask, [[], 'demo', { scratch: true }]);
  expect(fault).toMatchObject({ code: 1005, message: '--scratch is not allowed with chain-builds' });
});

it('tags a build and tells of it, also when that fails', async () => {
  const good = await site();
  await good.run(tagBuildTask, [4, 2, false, null, true]);
  expect(called(good, 'host.tagNotification')).toMatchObject([{ is_successful: true, ignore_success: true }]);
  const bad = await site({
    'host.tagBuild': () => {
      throw new GenericError('no way');
    },
  });
  expect(await bad.run(tagBuildTask, [4, 2])).toMatchObject({ fault: { message: 'no way' } });
  expect(called(bad, 'host.tagNotification')).toMatchObject([
    { is_successful: false, failure_msg: 'no way' },
  ]);
});

it('makes subtasks when the tasks before them have succeeded, and fails with them', async () => {
  const good = await site({ taskFinished: true, getTaskInfo: { id: 5, state: 2 } });
  await good.run(dependantTask, [[5, 'nonsense'], [['sleep', [0], { arch: 'noarch' }]]]);
  expect(called(good, 'host.subtask')).toMatchObject([{ method: 'sleep', arglist: [0], arch: 'noarch' }]);
  const bad = await site({ taskFinished: true, getTaskInfo: { id: 5, state: 5 } });
  expect(await bad.run(dependantTask, [[5], []])).toMatchObject({
    fault: { message: 'Dependency 5 failed to complete.' },
  });
});
