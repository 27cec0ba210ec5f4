import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished, type TestContext } from 'vitest';
import { newSite, skipWithoutRoots, type Site } from '../../test/build-site.js';
import { temporaryFolder } from '../../test/root-setup.js';
import { makeTinySrpm, tinySpec } from '../../test/tiny-srpm.js';
import { buildArchTask } from '../builds/build-arch.js';
import { capture } from '../process/capture.js';
import { succeeded } from '../process/exit-status.js';
import { asFault } from '../tasks/task-error.js';

const options = { repo_id: 1 };

/** A builder whose folders lie on a disk of their own with 32 MB, without the limit that would come first. */
async function siteOnSmallDisk({ skip }: TestContext): Promise<{ site: Site; disk: string }> {
  const disk = await temporaryFolder();
  const mounted = await capture(['mount', '-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', disk]);
  skip(!succeeded(mounted.status), `a small disk cannot be mounted: ${mounted.output.trim()}`);
  onTestFinished(async () => void (await capture(['umount', '-l', disk])));
  const [workdir, mockdir] = ['work', 'mock'].map((name) => join(disk, name));
  const sandbox_max_disk = { value: 0, isPercent: false };
  const site = await newSite({ workdir: workdir ?? '', mockdir: mockdir ?? '', sandbox_max_disk });
  return { site, disk };
}

beforeEach(skipWithoutRoots);

it('says that the disk is full when a build fills it, and builds again when there is room', async (context) => {
  const { site } = await siteOnSmallDisk(context);
  const filling = tinySpec({ build: 'dd if=/dev/zero of=big bs=1M count=100' });
  const large = await site.give(await makeTinySrpm(await temporaryFolder(), filling));
  const { fault } = await site.run(buildArchTask, [large, 3, 'noarch', true, options]);
  expect(fault?.code).toBe(1005);
  expect(fault?.message).toMatch(
    /^error building package \(arch noarch\), sandbox exited with status 1: the disk of the builder is full \(/,
  );
  await rm(join(site.settings.mockdir, 'demo-7-1'), { recursive: true });
  site.session.calls.length = 0;
  const small = await site.give(await makeTinySrpm(await temporaryFolder(), tinySpec()));
  const second = await site.run(buildArchTask, [small, 3, 'noarch', true, options]);
  expect(second.fault).toBeUndefined();
});

it('says so when there is no room for the builder’s own files either', async (context) => {
  const { site, disk } = await siteOnSmallDisk(context);
  const file = await site.give(await makeTinySrpm(await temporaryFolder(), tinySpec()));
  await mkdir(join(disk, 'other'));
  const { bavail, bsize } = await statfs(disk);
  await writeFile(join(disk, 'other/file'), Buffer.alloc(bavail * bsize));
  const { fault } = await site.run(buildArchTask, [file, 3, 'noarch', true, options]);
  expect(fault?.message).toMatch(/the disk of the builder is full/);
  expect(fault?.message).not.toMatch(/\n {4}at /);
});

it('tells of a full disk without a stack', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(asFault(error)).toMatchObject({
    code: 1000,
    message: 'the disk of the builder is full: Error: ENOSPC: no space left on device, write',
  });
});
