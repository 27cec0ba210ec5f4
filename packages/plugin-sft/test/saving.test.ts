import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FailedTree } from '../src/api.js';
import { FlakyProxy } from './flaky-proxy.js';
import { Site } from './site.js';

const DATA = 'dd if=/dev/urandom of=/builddir/data bs=1M count=40 2>/dev/null; exit 1';

let site: Site;
let proxy: FlakyProxy;
/** A build root with 40 MB in it that do not compress. */
let large: number;

beforeAll(async () => {
  site = await Site.start({
    hubConfig: '[permissions]\nallowed_methods = runroot\nallow_canceled = yes\n[limits]\nmax_size = 100M\n',
    through: async (url) => {
      const started = await FlakyProxy.start(url);
      proxy = started.proxy;
      return started.url;
    },
  });
  ({ buildroot: large } = await site.failingTask(DATA));
}, 60_000);

afterAll(async () => {
  await site?.close();
  await proxy?.close();
});

function archiverIds(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const line = readFileSync(`/proc/${name}/cmdline`, 'utf8');
        return (
          line.includes('archive-tree') &&
          line.includes(site.folder) &&
          readlinkSync(`/proc/${name}/exe`).includes('node')
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

describe('saving a build root', () => {
  it('goes on where it was when the hub goes away and comes back', async () => {
    const task = (await site.admin.call('saveFailedTree', [large])) as number;
    await proxy.cutAfter(12_000_000);
    // Half of it is on the hub, and is no output yet.
    expect((await site.output(task)).filter((name) => name.startsWith('broot'))).toEqual([]);
    for (let tries = 0; tries < 2; tries += 1) await proxy.refused();
    proxy.mend();
    expect(await site.ended(task)).toBeNull();
    const archive = site.outputFile(task, `broot-${large}.tar.gz`);
    execFileSync('gzip', ['-t', archive]);
    const names = execFileSync('tar', ['tzf', archive], { encoding: 'utf8' });
    expect(names).toContain('/builddir/data\n');
  });

  it('says in its log how far it is, and how much was left out', async () => {
    const { buildroot } = await site.failingTask('echo s > /builddir/krb5cc_1; exit 1');
    const { task } = await site.save(buildroot);
    const log = await site.textOf(task, 'save-failed-tree.log');
    expect(log).toMatch(/^Saving \/\S+\/root\/builddir: \S+ \S+ in \d+ entries\n/);
    expect(log).toMatch(/\nSaved as broot-\d+\.tar\.gz: /);
    expect(log).toMatch(/\nNot in the archive, or not as it was: 1 filtered\n$/);
    const archive = `broot-${buildroot}.tar.gz`;
    const list = `broot-${buildroot}-left-out.txt`;
    expect((await site.output(task)).sort()).toEqual([list, archive, 'save-failed-tree.log'].sort());
    const text = await site.textOf(task, list);
    expect(text).toMatch(/\nfiltered:kerberos-caches\t\/builddir\/krb5cc_1\n$/);
    const inside = execFileSync('tar', ['xzOf', site.outputFile(task, archive), list], { encoding: 'utf8' });
    expect(inside).toBe(text);
  });

  it('fails with how the archiver ended, and leaves no half archive on the hub', async () => {
    const task = (await site.admin.call('saveFailedTree', [large])) as number;
    await proxy.cutAfter(12_000_000);
    for (const id of archiverIds()) process.kill(id, 'SIGKILL');
    proxy.mend();
    expect(await site.ended(task)).toMatch(/the archiver was killed by signal 9/);
    expect(await site.output(task)).toEqual(['save-failed-tree.log']);
  });

  it('ends with its task when that is canceled, and leaves no half archive', async () => {
    const task = (await site.admin.call('saveFailedTree', [large])) as number;
    await proxy.cutAfter(12_000_000);
    await site.admin.call('cancelTask', [task]);
    proxy.mend();
    await expect.poll(archiverIds, { timeout: 30_000 }).toEqual([]);
    expect((await site.output(task)).filter((name) => name.startsWith('broot'))).toEqual([]);
  });

  it('is refused before anything is sent when the hub finds the tree too large', async () => {
    const { buildroot } = await site.failingTask(
      'dd if=/dev/zero of=/builddir/zeros bs=1M count=101; exit 1',
    );
    const { task, result } = await site.save(buildroot);
    expect(result).toMatch(/^The tree is too large to be saved: 101.0 MB, the hub's limit is 100.0 MB/);
    expect(await site.output(task)).toEqual(['save-failed-tree.log']);
  });

  it('does not follow a link in the place of the builddir', async () => {
    const { buildroot } = await site.failingTask('exit 1');
    const builddir = join(site.folder, 'mock', `demo-${buildroot}-1`, 'root/builddir');
    rmSync(builddir, { recursive: true });
    symlinkSync('/etc', builddir);
    expect((await site.save(buildroot)).result).toBe(`Buildroot directory is missing: ${builddir}`);
  });

  it('says which folder is missing when the root was cleaned up', async () => {
    const { buildroot } = await site.failingTask('exit 1');
    const folder = join(site.folder, 'mock', `demo-${buildroot}-1`);
    rmSync(folder, { recursive: true });
    expect((await site.save(buildroot, true)).result).toBe(`Buildroot directory is missing: ${folder}/root`);
    mkdirSync(join(folder, 'root'), { recursive: true });
    expect((await site.save(buildroot, false)).result).toBe(
      `Buildroot directory is missing: ${folder}/root/builddir`,
    );
  });

  it('waits for the task of a canceled build root to be over', async () => {
    const task = (await site.admin.call('runroot', [
      'demo',
      execFileSync('uname', ['-m'], { encoding: 'utf8' }).trim(),
      "trap '' TERM; echo begun > /builddir/begun; sleep 60",
    ])) as number;
    const begun = () => {
      const mock = join(site.folder, 'mock');
      return readdirSync(mock).some((name) => existsSync(join(mock, name, 'root/builddir/begun')));
    };
    while (!begun()) await sleep(100);
    await site.admin.call('cancelTask', [task]);
    const { task: saving, result } = await site.save(await site.buildrootOf(task));
    expect(result).toBeNull();
    const [tree] = (await site.admin.call('listFailedTrees', [saving])) as FailedTree[];
    const names = execFileSync('tar', ['tzf', site.outputFile(saving, tree!.filename)], { encoding: 'utf8' });
    expect(names).toContain('/builddir/begun\n');
  });

  it('is made of a buildroot that there is, on the host that has it', async () => {
    const make = async (id: number) => {
      const task = (await site.admin.call('makeTask', ['saveFailedTree', [id, false]], {
        assign: 'builder1',
      })) as number;
      return site.ended(task);
    };
    expect(await make(9999)).toBe('Nonexistent buildroot: 9999');
    await site.admin.call('addHost', ['other', ['x86_64']]);
    const { buildroot } = await site.failingTask('exit 1');
    await site.hub.database.transaction(async (db) => {
      const { default: sql } = await import('sql-template-tag');
      await db.update('standard_buildroot', { host_id: 2 }, sql`buildroot_id = ${buildroot}`);
    });
    expect(await make(buildroot)).toBe('Task is run on wrong builder');
  });
});

describe('the command line', () => {
  it('lists, keeps and removes what was saved', async () => {
    const { buildroot } = await site.failingTask('exit 1');
    const { task } = await site.save(buildroot);
    const listed = await site.koji('failed-trees', 'list', String(task));
    expect(listed.stdout.split('\n')[1]).toMatch(
      new RegExp(`^${task} .*runroot +demo +kojiadmin .*broot-${buildroot}.tar.gz$`),
    );
    expect(await site.koji('failed-trees', 'keep', String(task))).toMatchObject({
      code: 0,
      stdout: `The tree of task ${task} is kept\n`,
    });
    const json = JSON.parse(
      (await site.koji('failed-trees', 'list', '--json', String(task))).stdout,
    ) as FailedTree[];
    expect(json).toMatchObject([{ task_id: task, kept: true, kept_by: 'kojiadmin' }]);
    expect(await site.koji('failed-trees', 'remove', '--dry-run', String(task))).toMatchObject({
      stdout: `The tree of task ${task} would be removed\n`,
    });
    expect((await site.koji('failed-trees', 'remove', '--reason', 'old', String(task))).code).toBe(0);
    expect(existsSync(site.outputFile(task, `broot-${buildroot}.tar.gz`))).toBe(false);
    expect((await site.koji('failed-trees', 'list', '--all', String(task))).stdout).toMatch(
      /by kojiadmin: old\n$/,
    );
    expect((await site.koji('failed-trees', 'remove', '--by-policy', '--dry-run')).stdout).toBe(
      '0 trees, 0 bytes\n',
    );
  }, 90_000);

  it('resubmits a failed task such that its build root is saved', async () => {
    const { task } = await site.failingTask('echo again > /builddir/file; exit 1');
    const run = await site.koji('failed-trees', 'resubmit', String(task));
    const said = /^Resubmitted task \d+ as new task (\d+); its build root is saved if it fails\n$/.exec(
      run.stdout,
    );
    expect(run).toMatchObject({ code: 0, stdout: said?.[0] });
    const again = Number(said?.[1]);
    await site.ended(again);
    const saving = await site.savingOf(again);
    expect(saving.result).toBeNull();
    expect(await site.admin.call('listFailedTrees', [again])).toMatchObject([{ task_id: saving.id }]);
    const refused = await site.koji('failed-trees', 'resubmit', '--full', String(saving.id), String(task));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`${saving.id}: only canceled or failed tasks may be resubmitted`);
    expect(refused.stdout).toMatch(/^Resubmitted task \d+ as new task \d+/);
  }, 90_000);

  it.each([
    [['failed-trees'], 'Please specify what to do: list, keep, remove, resubmit'],
    [['failed-trees', 'keep', '--full', '1'], '--full does not go with keep'],
    [['failed-trees', 'keep'], 'Please specify the task whose saved tree to keep'],
    [['failed-trees', 'keep', 'x'], 'Not the id of a task: x'],
    [['failed-trees', 'list', '--undo'], '--undo does not go with list'],
    [['failed-trees', 'remove', '--by-policy', '1'], '--by-policy takes no tasks'],
  ])(
    'says what is wrong with %j',
    async (words, message) => {
      const { code, stderr } = await site.koji(...words);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
    },
    30_000,
  );
});
