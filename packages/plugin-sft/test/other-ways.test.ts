import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeNeeding } from '@kojikit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FailedTree } from '../src/api.js';
import { ARCH, Site } from './site.js';

const hasZstd = (() => {
  try {
    execFileSync('zstd', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
const missing = hasZstd ? undefined : 'there is no zstd';

describeNeeding(missing, 'with a volume, zstd, a limit, and trees that are saved by themselves', () => {
  let site: Site;

  beforeAll(async () => {
    site = await Site.start({
      hubConfig: '[permissions]\nallow_canceled = yes\n[general]\nauto_save = runroot\n',
      builderConfig: '[global]\nvolume = trees\n[general]\ncompression = zstd\n[limits]\nmax_size = 5M\n',
    });
    mkdirSync(join(site.hub.topdir, 'vol/trees'), { recursive: true });
    await site.admin.call('addVolume', ['trees']);
  });
  afterAll(() => site?.close());

  it('a failed tree is on the volume without anybody asking', async () => {
    const { task, buildroot } = await site.failingTask('echo by itself > /builddir/file; exit 1');
    const { id, result } = await site.savingOf(task);
    expect(result).toBeNull();
    const [tree] = (await site.admin.call('listFailedTrees', [task])) as FailedTree[];
    expect(tree).toMatchObject({ task_id: id, volume_name: 'trees', filename: `broot-${buildroot}.tar.zst` });
    const file = join(
      site.hub.topdir,
      'vol/trees/work/tasks',
      String(id % 10000),
      String(id),
      tree!.filename,
    );
    expect(readFileSync(file).length).toBe(Number(tree!.size));
    const names = execFileSync('tar', ['tf', file], { encoding: 'utf8' });
    expect(names).toContain('/root/builddir/file\n');
  });

  it('so is the tree of a canceled task, once that is over', async () => {
    const task = (await site.admin.call('runroot', [
      'demo',
      ARCH,
      'echo begun; echo x > /builddir/begun; sleep 60',
    ])) as number;
    while (!(await site.output(task)).includes('runroot.log')) await sleep(100);
    await site.admin.call('cancelTask', [task]);
    expect((await site.savingOf(task)).result).toBeNull();
    expect(await site.admin.call('listFailedTrees', [task])).toHaveLength(1);
  });

  it('a tree beyond the builder’s limit is refused with both sizes', async () => {
    const { task } = await site.failingTask('dd if=/dev/zero of=/builddir/zeros bs=1M count=6; exit 1');
    expect((await site.savingOf(task)).result).toBe(
      "The tree is too large to be saved: 6.0 MB, the builder's limit is 5.0 MB ([limits] max_size)",
    );
  });
});
