import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { createTestHub } from '@kojikit/testing';

const run = promisify(execFile);
const RPM = new URL('../../fixtures/conformance/fixtures/tinylib-doc-1.0-1.noarch.rpm', import.meta.url);
const NAME = 'libtiny++-1.0-1.module+el9.5.0+29736+f35c064b.noarch.rpm';

it('dnf downloads a package with + in the name of its file, which it asks for as %2B', async ({ skip }) => {
  for (const program of ['dnf', 'createrepo_c']) {
    const there = await run(program, ['--version']).then(
      () => true,
      () => false,
    );
    skip(!there, `${program} is not installed`);
  }
  const hub = await createTestHub();
  const repo = join(hub.topdir, 'repos/t+1/1/x86_64');
  await mkdir(repo, { recursive: true });
  await copyFile(RPM, join(repo, NAME));
  await run('createrepo_c', [repo]);
  const url = (await hub.listen()).replace('/kojihub', '/kojifiles/repos/t+1/1/x86_64');
  const place = await mkdtemp(join(tmpdir(), 'kojikit-dnf-'));
  onTestFinished(() => rm(place, { recursive: true, force: true }));
  await run('dnf', [
    '--assumeyes',
    '--nogpgcheck',
    `--installroot=${join(place, 'root')}`,
    `--repofrompath=hub,${url}`,
    '--repo=hub',
    '--releasever=1',
    '--forcearch=x86_64',
    `--setopt=cachedir=${join(place, 'cache')}`,
    '--setopt=keepcache=1',
    '--downloadonly',
    'install',
    'tinylib-doc',
  ]);
  const found = await readdir(join(place, 'cache'), { recursive: true });
  expect(found.filter((file) => file.endsWith('.rpm')).map((file) => file.split('/').at(-1))).toEqual([NAME]);
}, 120_000);
