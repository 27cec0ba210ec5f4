import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readPayloadEntries } from '@kojikit/rpm';
import { beforeEach, expect, it } from 'vitest';
import { newSite, skipWithoutRoots } from '../../test/build-site.js';
import { temporaryFolder } from '../../test/root-setup.js';
import { makeTinySrpm, tinySpec } from '../../test/tiny-srpm.js';
import { capture } from '../process/capture.js';
import { buildArchTask } from './build-arch.js';
import { rebuildSrpmTask } from './rebuild-srpm.js';
import { rpmdiffHash } from './rpmdiff-hash.js';
import { packageHeader } from './source-package.js';

beforeEach(skipWithoutRoots);

const options = { repo_id: 1 };

it('packs an uploaded source package again and records what it was made of', async () => {
  const site = await newSite();
  const file = await site.give(await makeTinySrpm(await temporaryFolder(), tinySpec()));
  const { result, fault, calls } = await site.run(rebuildSrpmTask, [file, 3, options]);
  expect(fault).toBeUndefined();
  expect(result).toMatchObject({
    srpm: 'tasks/12/12/tiny-1.0-1.src.rpm',
    brootid: 7,
    source: { source: 'tiny-1.0-1.src.rpm', url: 'tiny-1.0-1.src.rpm' },
  });
  const header = await packageHeader(join(site.uploads, 'tasks/12/12/tiny-1.0-1.src.rpm'), 'tiny');
  expect(header.string('VENDOR')).toBe('Koji');
  expect(calls.filter((name) => name.startsWith('host.setBuildRoot'))).toEqual([
    'host.setBuildRootList',
    'host.setBuildRootState',
    'host.setBuildRootState',
  ]);
});

it('builds a noarch package unprivileged and without a network, and uploads what comes of it', async () => {
  const site = await newSite();
  const file = await site.give(await makeTinySrpm(await temporaryFolder(), tinySpec()));
  const { result, fault, calls } = await site.run(buildArchTask, [file, 3, 'noarch', true, options]);
  expect(fault).toBeUndefined();
  const output = join(site.uploads, 'tasks/12/12');
  expect(result).toMatchObject({
    rpms: ['tasks/12/12/tiny-1.0-1.noarch.rpm'],
    srpms: ['tasks/12/12/tiny-1.0-1.src.rpm'],
    brootid: 7,
  });
  const logs = ['mock_config.log', 'build.log', 'state.log', 'mock_output.log', 'noarch_rpmdiff.json'];
  expect(result).toMatchObject({ logs: expect.arrayContaining(logs.map((name) => `tasks/12/12/${name}`)) });
  // A log that is empty is not uploaded, and the hub would look for it.
  expect(result).not.toMatchObject({ logs: expect.arrayContaining(['tasks/12/12/installed_pkgs.log']) });
  expect(calls).toContain('host.updateBuildRootList');
  const rpm = join(output, 'tiny-1.0-1.noarch.rpm');
  const texts: Record<string, string> = {};
  for await (const { name, content } of payload(rpm)) texts[basename(name)] = content;
  expect(Number(texts['who'])).toBeGreaterThan(0);
  expect(texts['net']?.split('\n').filter((line) => line.includes(':'))).toHaveLength(1);
  const diff: unknown = JSON.parse(await readFile(join(output, 'noarch_rpmdiff.json'), 'utf8'));
  const hash = rpmdiffHash(await packageHeader(rpm, 'tiny'));
  expect(diff).toEqual({ 12: { 'tiny-1.0-1.noarch.rpm': hash } });
});

it('builds for an arch and keeps no source package when it is not asked to', async () => {
  const site = await newSite();
  const spec = tinySpec().replace('BuildArch: noarch\n', '%define debug_package %{nil}\n');
  const file = await site.give(await makeTinySrpm(await temporaryFolder(), spec));
  const { result, fault } = await site.run(buildArchTask, [file, 3, 'x86_64', false, options]);
  expect(fault).toBeUndefined();
  expect(result).toMatchObject({ rpms: ['tasks/12/12/tiny-1.0-1.x86_64.rpm'], srpms: [] });
  expect(await readdir(join(site.uploads, 'tasks/12/12'))).not.toContain('tiny-1.0-1.src.rpm');
});

it('fails a build with Koji’s fault, and expires its build root', async () => {
  const site = await newSite();
  const file = await site.give(await makeTinySrpm(await temporaryFolder(), tinySpec({ build: 'exit 3' })));
  const { fault, calls } = await site.run(buildArchTask, [file, 3, 'noarch', true, options]);
  expect(fault).toMatchObject({
    code: 1005,
    message:
      'error building package (arch noarch), sandbox exited with status 1; see build.log or root.log for more information',
  });
  expect(calls.filter((name) => name === 'host.setBuildRootState')).toHaveLength(2);
});

it('ends a build that is canceled, and reports nothing of it', async () => {
  const site = await newSite();
  const file = await site.give(
    await makeTinySrpm(
      await temporaryFolder(),
      tinySpec({ build: 'echo begun >/builddir/begun; sleep 300' }),
    ),
  );
  const { running, ended } = site.start(buildArchTask, [file, 3, 'noarch', true, options]);
  const begun = join(site.settings.mockdir, 'demo-7-1/root/builddir/begun');
  await expect.poll(() => existsSync(begun), { timeout: 60_000 }).toBe(true);
  running.stop('the task was canceled');
  await ended;
  const calls = site.session.calls.map(({ method }) => method);
  expect(calls).not.toContain('host.failTask');
  expect(calls).not.toContain('host.closeTask');
  const { output } = await capture(['ps', '-eo', 'args']);
  expect(output).not.toContain(join(site.settings.mockdir, 'demo-7-1'));
});

it('ends a build that takes longer than rpmbuild_timeout', async () => {
  const site = await newSite({ rpmbuild_timeout: 1 });
  const file = await site.give(await makeTinySrpm(await temporaryFolder(), tinySpec({ build: 'sleep 300' })));
  const { fault } = await site.run(buildArchTask, [file, 3, 'noarch', true, options]);
  expect(fault?.message).toMatch(/it took longer than 1 seconds \(rpmbuild_timeout\)/);
});

it.each([
  ['broken.src.rpm', /broken\.src\.rpm is not an RPM package that can be read/],
  ['../../etc/passwd', /Invalid path below the hub's files: work\/\.\./],
  ['cli-build/1.abc/none.src.rpm', /Input SRPM file missing: .*none\.src\.rpm/],
])('refuses %s as a source package', async (name, message) => {
  const site = await newSite();
  const text = join(await temporaryFolder(), 'broken.src.rpm');
  await writeFile(text, 'no package');
  const broken = await site.give(text);
  const path = name === 'broken.src.rpm' ? broken : name;
  const { fault, calls } = await site.run(rebuildSrpmTask, [path, 3, options]);
  expect(fault?.message).toMatch(message);
  expect(calls).not.toContain('host.newBuildRoot');
});

it.each([['buildArch'], ['rebuildSRPM']])('refuses half a source package in %s', async (method) => {
  const site = await newSite();
  const whole = await makeTinySrpm(await temporaryFolder(), tinySpec());
  const bytes = await readFile(whole);
  const cut = join(await temporaryFolder(), basename(whole));
  // Within the header: what comes after it is for rpm to miss.
  await writeFile(cut, bytes.subarray(0, 600));
  const file = await site.give(cut);
  const { fault, calls } =
    method === 'buildArch'
      ? await site.run(buildArchTask, [file, 3, 'noarch', true, options])
      : await site.run(rebuildSrpmTask, [file, 3, options]);
  expect(fault).toMatchObject({
    code: 1005,
    message: expect.stringMatching(
      /^tiny-1\.0-1\.src\.rpm is not an RPM package that can be read: /,
    ) as string,
  });
  expect(calls).not.toContain('host.newBuildRoot');
});

it('fails with what rpm says of a source package whose payload is cut off', async () => {
  const site = await newSite();
  const whole = await makeTinySrpm(await temporaryFolder(), tinySpec());
  const bytes = await readFile(whole);
  await writeFile(whole, bytes.subarray(0, bytes.length - 40));
  const { fault } = await site.run(buildArchTask, [await site.give(whole), 3, 'noarch', true, options]);
  expect(fault?.message).toMatch(/^error building package \(arch noarch\), sandbox exited with status/);
});

it('takes a package of an arch for no source package', async () => {
  const site = await newSite();
  const file = await site.give(await makeTinySrpm(await temporaryFolder(), tinySpec()));
  await site.run(buildArchTask, [file, 3, 'noarch', true, options]);
  const built = await site.give(join(site.uploads, 'tasks/12/12/tiny-1.0-1.noarch.rpm'));
  site.session.calls.length = 0;
  const { fault, calls } = await site.run(buildArchTask, [built, 3, 'noarch', true, options]);
  expect(fault).toMatchObject({ code: 1005, message: 'tiny-1.0-1.noarch.rpm is not a source package' });
  expect(calls).not.toContain('host.newBuildRoot');
});

it('names a source package by its header, whatever the file that came was called', async () => {
  const site = await newSite();
  const whole = await makeTinySrpm(await temporaryFolder(), tinySpec());
  const other = join(await temporaryFolder(), 'other-9-9.src.rpm');
  await writeFile(other, await readFile(whole));
  const { result } = await site.run(rebuildSrpmTask, [await site.give(other), 3, options]);
  expect(result).toMatchObject({ srpm: 'tasks/12/12/tiny-1.0-1.src.rpm' });
});

it('hashes noarch packages as Koji’s builder does', async ({ skip }) => {
  const { status } = await capture(['/usr/bin/python3', '-c', 'import rpm']);
  skip(status.code !== 0, 'Python’s rpm module is not installed');
  const site = await newSite();
  const spec = tinySpec({ head: 'Requires: bash >= 4, sed\nConflicts: other < 2\nURL: http://example.com' });
  const file = await site.give(await makeTinySrpm(await temporaryFolder(), spec));
  await site.run(buildArchTask, [file, 3, 'noarch', true, options]);
  const rpm = join(site.uploads, 'tasks/12/12/tiny-1.0-1.noarch.rpm');
  const { output } = await capture(['/usr/bin/python3', '-c', REFERENCE, rpm]);
  expect(rpmdiffHash(await packageHeader(rpm, 'tiny'))).toBe(output.trim());
});

/** What Koji hashes, asked of rpm itself. */
const REFERENCE = `
import rpm, json, hashlib, os, sys
ts = rpm.ts()
ts.setVSFlags(-1)
h = ts.hdrFromFdno(os.open(sys.argv[1], os.O_RDONLY))
data = {'ignore': 'S5TN', 'tags': {t: h[t] for t in (1000, 1004, 1005, 1016, 1014, 1020, 1023, 1024, 1025, 1026)}}
for name in ('REQUIRES', 'PROVIDES', 'CONFLICTS', 'OBSOLETES'):
    rows = list(zip(h[name], h[name[:-1] + 'FLAGS'], h[name[:-1] + 'VERSION']))
    if name == 'PROVIDES':
        rows = [r for r in rows if r != (h['name'], 8, h['version'] + '-' + h['release'])]
    data[name] = sorted(rows)
data['files'] = {f.name: [None, f.mode, None, f.fflags, f.rdev, f.inode, None, f.state, f.vflags, f.user, f.group, None]
                 for f in rpm.files(h)}
print(hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest())
`;

async function* payload(rpm: string): AsyncGenerator<{ name: string; content: string }> {
  for await (const entry of readPayloadEntries(rpm)) {
    const pieces: Buffer[] = [];
    for await (const piece of entry.content()) pieces.push(Buffer.from(piece));
    yield { name: entry.name, content: Buffer.concat(pieces).toString() };
  }
}
