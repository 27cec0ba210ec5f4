import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { newSite, skipWithoutRoots, type Site } from '../../test/build-site.js';
import { temporaryFolder } from '../../test/root-setup.js';
import { makeTinyRepo } from '../../test/tiny-repo.js';
import { makeTinySrpm, tinySpec } from '../../test/tiny-srpm.js';
import { findProgram } from '../process/find-program.js';
import { buildArchTask } from './build-arch.js';

beforeEach(skipWithoutRoots);
beforeEach(async ({ skip }) => {
  for (const program of ['dnf', 'createrepo_c'])
    skip((await findProgram(program)) === undefined, `${program} is not installed`);
});

async function siteWithPackages(): Promise<Site> {
  const site = await newSite({ sandbox_root: 'packages' });
  const repo = join(site.settings.topdir, 'repos/demo/1/x86_64');
  await mkdir(dirname(repo), { recursive: true });
  await rename(await makeTinyRepo(await temporaryFolder(), true), repo);
  return site;
}

const installed = ({ session }: Site) =>
  JSON.stringify(
    session.calls.find(({ method }) => method === 'host.updateBuildRootList')?.params['rpmlist'],
  );

it('installs what a package needs to be built before it is built', async () => {
  const site = await siteWithPackages();
  const spec = tinySpec({ head: 'BuildRequires: tinyextra >= 1', build: 'cat /usr/share/extra.txt >who' });
  const file = await site.give(await makeTinySrpm(await temporaryFolder(), spec));
  const { result, fault } = await site.run(buildArchTask, [file, 3, 'noarch', true, { repo_id: 1 }]);
  expect(fault).toBeUndefined();
  expect(result).toMatchObject({ rpms: ['tasks/12/12/tiny-1.0-1.noarch.rpm'] });
  expect(installed(site)).toContain('tinyextra');
}, 120_000);

it('fails with the status of the installer when there is no such package', async () => {
  const site = await siteWithPackages();
  const spec = tinySpec({ head: 'BuildRequires: nowhere' });
  const file = await site.give(await makeTinySrpm(await temporaryFolder(), spec));
  const { fault } = await site.run(buildArchTask, [file, 3, 'noarch', true, { repo_id: 1 }]);
  expect(fault?.message).toMatch(
    /^error building package \(arch noarch\), sandbox exited with status 30; see root\.log/,
  );
}, 120_000);
