import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BUILD_STATES, BuildError } from '@kojikit/protocol';
import { beforeEach, expect, it, type TestContext } from 'vitest';
import { newSite, skipWithoutRoots, type Site } from '../../test/build-site.js';
import { serveRepository } from '../../test/git-repository.js';
import type { BuilderSettings } from '../config/settings.js';
import { packageHeader } from './source-package.js';
import { assertCheetah } from './spec-template.js';
import { wrapperRpmTask } from './wrapper-rpm.js';

beforeEach(async (context: TestContext) => {
  await skipWithoutRoots(context);
  await assertCheetah().catch((error: unknown) => context.skip(String(error)));
});

const TARGET = { build_tag: 3, dest_tag: 4, dest_tag_name: 'demo-dest' };
const BUILD = {
  id: 5,
  name: 'tool',
  version: '1.0',
  release: '2',
  epoch: null,
  state: BUILD_STATES.COMPLETE,
  volume_name: 'DEFAULT',
};
const FOLDER = 'packages/tool/1.0/2';
const MAVEN = { group_id: 'org.tool', artifact_id: 'tool', version: '1.0' };
const mavenAnswers = {
  getMavenBuild: { build_id: 5, ...MAVEN },
  listArchives: ['tool-1.0.jar', 'tool-1.0.pom'].map((filename) => ({ filename, ...MAVEN })),
};

/** A template that tells all it is told, in the description of a package that holds the jars. */
const TEMPLATE = [
  'Name: ${name}-wrapper',
  'Version: $version',
  'Release: $release',
  'Summary: Wraps $name',
  'License: MIT',
  'BuildArch: noarch',
  '#for $number, $file in enumerate($all_artifacts)',
  'Source$number: $file',
  '#end for',
  '%description',
  "#echo ' '.join(sorted($artifacts.keys()))#",
  "#echo ' '.join($all_artifacts_with_path)#",
  '#include "more.txt"#',
  '%install',
  'mkdir -p %{buildroot}/usr/share/java',
  "#for $jar in $artifacts['.jar']",
  'cp %{_sourcedir}/$jar %{buildroot}/usr/share/java/',
  '#end for',
  '%files',
  '/usr/share/java',
  '',
].join('\n');
const FILES = { 'java/tool.spec.tmpl': TEMPLATE, 'java/more.txt': 'included\n' };

async function siteOf(
  answers: Readonly<Record<string, unknown>> = mavenAnswers,
  settings: Partial<BuilderSettings> = {},
): Promise<Site> {
  const site = await newSite(
    { allowed_scms: '127.0.0.1*:/*:no:', ...settings },
    {
      getRepo: { id: 1, state: 1, tag_id: 3, tag_name: 'demo', create_event: 5 },
      getPackageConfig: { blocked: false, extra_arches: null },
      'host.initBuild': 77,
      'host.subtask': 99,
      'host.taskWait': [[99], []],
      'host.taskWaitResults': [[99, null]],
      ...answers,
    },
  );
  for (const name of ['tool-1.0.jar', 'tool-1.0.pom'])
    await put(site, `${FOLDER}/maven/org/tool/tool/1.0/${name}`);
  return site;
}

async function put({ settings }: Site, path: string): Promise<void> {
  await mkdir(dirname(join(settings.topdir, path)), { recursive: true });
  await writeFile(join(settings.topdir, path), `this is ${path}`);
}

async function wrap(
  site: Site,
  {
    files = FILES,
    build = BUILD,
    task = null,
    opts = {},
    prepare,
  }: {
    files?: Record<string, string>;
    build?: unknown;
    task?: unknown;
    opts?: Record<string, unknown>;
    prepare?: (work: string) => Promise<void>;
  } = {},
) {
  const { host, commit } = await serveRepository(files, prepare);
  const url = `git://${host}/tiny#main`;
  return { url, commit, ...(await site.run(wrapperRpmTask, [url, TARGET, build, task, opts])) };
}

const paramsOf = ({ session }: Site, method: string) =>
  session.calls.filter((call) => call.method === method).map(({ params }) => params);

it('wraps the files of a Maven build in packages that the hub adds to the build', async () => {
  const site = await siteOf();
  const { fault, result, url, commit } = await wrap(site);
  expect(fault).toBeUndefined();
  const made = {
    buildroot_id: 7,
    srpm: 'tool-wrapper-1.0-2.src.rpm',
    rpms: ['tool-wrapper-1.0-2.noarch.rpm'],
    logs: expect.arrayContaining(['checkout.log', 'tool.spec', 'build.log', 'mock_config.log']) as unknown,
  };
  expect(result).toEqual({ ...made, source: { url, source: url.replace('main', commit) } });
  expect(paramsOf(site, 'host.importWrapperRPMs')).toEqual([{ task_id: 12, build_id: 5, rpm_results: made }]);
  expect(paramsOf(site, 'host.initBuild')).toEqual([]);
  const header = await packageHeader(join(site.uploads, 'tasks/12/12/tool-wrapper-1.0-2.noarch.rpm'), 'tool');
  expect(header.strings('BASENAMES')).toContain('tool-1.0.jar');
  expect(header.string('VENDOR')).toBe('Koji');
  const spec = await readFile(join(site.uploads, 'tasks/12/12/tool.spec'), 'utf8');
  expect(spec).toContain(
    '.jar .pom\norg/tool/tool/1.0/tool-1.0.jar org/tool/tool/1.0/tool-1.0.pom\nincluded\n',
  );
  expect(paramsOf(site, 'host.newBuildRoot')).toMatchObject([{ arch: 'x86_64' }]);
});

it('makes a build of its own of them, with a draft, and tags it', async () => {
  const site = await siteOf();
  const opts = { create_build: true, draft: true, custom_user_metadata: { a: 1 } };
  const { fault, result, url } = await wrap(site, { opts });
  expect(fault).toBeUndefined();
  expect(result).toMatchObject({ custom_user_metadata: { a: 1 } });
  expect(paramsOf(site, 'host.initBuild')).toMatchObject([
    { data: { name: 'tool-wrapper', draft: true, extra: { source: { original_url: url } }, task_id: 12 } },
  ]);
  const [srpm, rpm] = ['src', 'noarch'].map((arch) => `tasks/12/12/tool-wrapper-1.0-2.${arch}.rpm`);
  expect(paramsOf(site, 'host.completeBuild')).toMatchObject([
    { task_id: 12, build_id: 77, srpm, rpms: [rpm], brmap: { [srpm ?? '']: 7, [rpm ?? '']: 7 } },
  ]);
  expect(paramsOf(site, 'host.subtask')).toMatchObject([
    { method: 'tagBuild', label: 'tag', arglist: [4, 77, false, null, true] },
  ]);
  expect(paramsOf(site, 'host.importWrapperRPMs')).toEqual([]);
});

it('moves them aside for a scratch build, of a Windows build as well', async () => {
  const site = await siteOf({
    getWinBuild: { build_id: 5, platform: 'win7' },
    listArchives: [{ filename: 'tool.exe', relpath: 'bin' }],
  });
  await put(site, `${FOLDER}/win/bin/tool.exe`);
  const text = TEMPLATE.replace("$artifacts['.jar']", "$artifacts['.exe']").replace(
    '#include "more.txt"#',
    '$win_info.platform',
  );
  const { fault } = await wrap(site, { files: { 'a.spec.tmpl': text }, opts: { scratch: true } });
  expect(fault).toBeUndefined();
  expect(paramsOf(site, 'host.moveBuildToScratch')).toMatchObject([
    {
      task_id: 12,
      srpm: 'tasks/12/12/tool-wrapper-1.0-2.src.rpm',
      logs: { noarch: expect.anything() as unknown },
    },
  ]);
  const spec = await readFile(join(site.uploads, 'tasks/12/12/a.spec'), 'utf8');
  expect(spec).toContain('.exe\nbin/tool.exe\nwin7\n');
});

it('leaves what becomes of them to the parent when it wraps the output of a task', async () => {
  const site = await siteOf({
    listTaskOutput: { 'org/tool/a.jar': ['DEFAULT', 'big'], 'build.log': ['DEFAULT'] },
    getTaskResult: { maven_info: { ...MAVEN, version: '1.0-SNAPSHOT' } },
  });
  for (const top of ['', 'vol/big/']) await put(site, `${top}work/tasks/8/8/org/tool/a.jar`);
  const { fault, result } = await wrap(site, {
    build: null,
    task: { id: 8, method: 'buildMaven' },
    opts: { repo_id: 1 },
  });
  expect(fault).toBeUndefined();
  expect(result).toMatchObject({ srpm: 'org.tool-tool-wrapper-1.0_SNAPSHOT-0.scratch.src.rpm' });
  const spec = await readFile(join(site.uploads, 'tasks/12/12/tool.spec'), 'utf8');
  expect(spec).toContain('work/tasks/8/8/org/tool/a.jar /vol/big/work/tasks/8/8/org/tool/a.jar');
  const ends = site.session.calls
    .map(({ method }) => method)
    .filter((name) => /import|complete|move/i.test(name));
  expect(ends).toEqual([]);
});

it('renders a template without rights: no host files, no network, no writing to the checkout', async () => {
  const site = await siteOf();
  const secret = join(site.settings.workdir, 'secret');
  await writeFile(secret, 'hidden');
  const probe = [
    '#import os, socket',
    `#set $seen = [path for path in ('${secret}', '/etc/shadow', '${site.settings.topdir}') if os.path.exists(path)]`,
    "#set $nets = os.listdir('/sys/class/net') if os.path.exists('/sys/class/net') else open('/proc/net/dev').read().count(':')",
    "#set $wrote = os.system('touch mine 2>/dev/null') == 0",
    'PROBE seen=$seen uid=$os.getuid() nets=$nets wrote=$wrote here=$os.getcwd()',
  ].join('\n');
  const { fault } = await wrap(site, { files: { 'a.spec.tmpl': `${probe}\n` } });
  expect(fault?.message).toMatch(/^error building srpm/);
  const spec = await readFile(join(site.uploads, 'tasks/12/12/a.spec'), 'utf8');
  expect(spec).toBe('PROBE seen=[] uid=1000 nets=1 wrote=False here=/builddir/shown\n');
});

it('follows no link of the checkout when it puts files beside the spec file', async () => {
  const site = await siteOf();
  const outside = join(site.settings.workdir, 'outside');
  await writeFile(outside, 'untouched');
  const { fault } = await wrap(site, {
    prepare: async (work) => {
      await symlink(outside, join(work, 'java/tool-1.0.jar'));
      await symlink(outside, join(work, 'java/tool.spec'));
    },
  });
  expect(await readFile(outside, 'utf8')).toBe('untouched');
  // The jar is there by its long name, which this template does not ask for.
  expect(fault?.message).toMatch(/^error building srpm/);
});

const failing = (
  answers: Readonly<Record<string, unknown>>,
  opts: Parameters<typeof wrap>[1],
  message: RegExp,
) => [message.source, answers, opts, message] as const;
it.each([
  failing({}, {}, /^unsupported build type$/),
  failing(mavenAnswers, { build: null }, /^build and\/or task must be specified$/),
  failing({ ...mavenAnswers, listArchives: [] }, {}, /^no output found for tool-1\.0-2$/),
  failing(
    mavenAnswers,
    { build: { ...BUILD, state: BUILD_STATES.BUILDING } },
    /^cannot call wrapperRPM on a build that did not complete successfully$/,
  ),
  failing(mavenAnswers, { files: { 'a.spec': 'x' } }, /^no spec file template found at URL: git:/),
  failing(
    mavenAnswers,
    { files: { 'a.spec.tmpl': '$nothing_of_that_name' } },
    /^error rendering a\.spec\.tmpl, Cheetah exited with status 1: .*nothing_of_that_name/,
  ),
  failing(
    mavenAnswers,
    { files: { 'a.spec.tmpl': 'Vendor: me' } },
    /^Vendor is not allowed to be set in spec file$/,
  ),
  failing(
    { ...mavenAnswers, getPackageConfig: null },
    { opts: { create_build: true } },
    /^package tool-wrapper not in list for tag demo-dest$/,
  ),
  failing(
    { ...mavenAnswers, listArchives: [{ filename: 'gone.jar', ...MAVEN }] },
    {},
    /^file of the build missing: .*gone\.jar$/,
  ),
])('fails with %s', async (name, answers, given, message) => {
  const { fault } = await wrap(await siteOf(answers), given);
  expect(fault?.message).toMatch(message);
});

it('tells the hub that the build of its own has failed when that is so', async () => {
  const site = await siteOf({
    ...mavenAnswers,
    'host.completeBuild': () => {
      throw new BuildError('no room');
    },
  });
  expect(await wrap(site, { opts: { create_build: true } })).toMatchObject({ fault: { message: 'no room' } });
  expect(paramsOf(site, 'host.failBuild')).toEqual([{ task_id: 12, build_id: 77 }]);
});
