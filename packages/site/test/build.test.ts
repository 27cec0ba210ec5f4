import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '@kojikit/client';
import { FIRST_TAG, machineArch, startSite, type Site } from '../src/index.js';
import { programOf, runSource as run } from './run-source.js';

const TARGET = FIRST_TAG.replace('-build', '');
const hasRpmbuild = spawnSync('rpmbuild', ['--version']).status === 0;

/** Makes a source package with one file in it; returns its path. */
async function sourcePackage(folder: string, name: string, head: string): Promise<string> {
  const spec = [
    `Name: ${name}`,
    'Version: 1.0',
    'Release: 1',
    'Summary: test',
    'License: MIT',
    head,
    '%description',
    'test',
    '%install',
    `mkdir -p %{buildroot}/usr/share && echo built >%{buildroot}/usr/share/${name}`,
    '%files',
    `/usr/share/${name}`,
    '',
  ].join('\n');
  const file = join(folder, `${name}.spec`);
  await writeFile(file, spec);
  const made = spawnSync('rpmbuild', ['-bs', '--define', `_topdir ${folder}`, file], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  return join(folder, 'SRPMS', `${name}-1.0-1.src.rpm`);
}

describe('a site that builds packages', () => {
  let directory: string;
  let site: Site;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kojikit-build-test-'));
    site = await startSite({ directory, listen: '127.0.0.1:0' });
    await site.warm();
  });
  afterAll(async () => {
    await site.close();
    await rm(directory, { recursive: true, force: true });
  });

  const koji = (...args: string[]) =>
    run(programOf('@kojikit/cli'), ['-c', join(directory, 'koji.conf'), ...args]).ended;

  it('builds a noarch package and an arch package as scratch builds', async ({ skip }) => {
    skip(!hasRpmbuild, 'rpmbuild is not installed');
    const noarch = await koji(
      'build',
      '--wait',
      '--scratch',
      TARGET,
      await sourcePackage(directory, 'tiny', 'BuildArch: noarch'),
    );
    expect(noarch.code, `${noarch.output}${noarch.errors}`).toBe(0);
    const arch = await koji(
      'build',
      '--wait',
      '--scratch',
      TARGET,
      await sourcePackage(directory, 'tinyarch', '%define debug_package %{nil}'),
    );
    expect(arch.code, `${arch.output}${arch.errors}`).toBe(0);
    expect(arch.output).toContain(
      `buildArch (tinyarch-1.0-1.src.rpm, ${machineArch()}): open (localbuilder) -> closed`,
    );
  }, 180_000);

  it('builds a package into its tag', async ({ skip }) => {
    skip(!hasRpmbuild, 'rpmbuild is not installed');
    const source = await sourcePackage(directory, 'tinyreal', 'BuildArch: noarch');
    const early = await koji('build', '--wait', TARGET, source);
    expect(early.code).toBe(1);
    expect(`${early.output}${early.errors}`).toContain(`package tinyreal not in list for tag ${TARGET}`);
    expect((await koji('add-pkg', '--owner', 'admin', TARGET, 'tinyreal')).code).toBe(0);
    const built = await koji('build', '--wait', TARGET, source);
    expect(built.code, `${built.output}${built.errors}`).toBe(0);
    const client = createClient({ url: `${site.url}/kojihub` });
    const tagged = await client.call('listTagged', { tag: TARGET });
    const logs = await client.call('getBuildLogs', { build: 'tinyreal-1.0-1' });
    client.close();
    expect(tagged.map(({ nvr }) => nvr)).toEqual(['tinyreal-1.0-1']);
    expect(logs.map(({ name }) => name)).toContain('build.log');
  }, 180_000);

  it('fails a build whose commands fail, with the fault that names the log', async ({ skip }) => {
    skip(!hasRpmbuild, 'rpmbuild is not installed');
    const source = await sourcePackage(
      directory,
      'tinybad',
      'BuildArch: noarch\n%define __os_install_post exit 3',
    );
    const bad = await koji('build', '--wait', '--scratch', TARGET, source);
    expect(bad.code).toBe(1);
    expect(bad.output).toContain('error building package (arch noarch)');
  }, 180_000);
});
