import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/root-setup.js';
import { ControlGroups } from './control-groups.js';

const LIMITS = { processes: 50, memory: 1_000_000, disk: undefined, time: undefined };

/** The files by which this process would find a tree of version 2 at `point`; the kernel's own part is not there. */
async function describeTree(point: string, own: string): Promise<string> {
  const proc = await temporaryFolder();
  await writeFile(join(proc, 'mountinfo'), `30 25 0:26 / ${point} rw,nosuid - cgroup2 cgroup2 rw\n`);
  await writeFile(join(proc, 'cgroup'), `0::${own}\n`);
  return proc;
}

it('makes groups at the top of version 2 when its own group is not its to divide', async () => {
  const point = await temporaryFolder();
  for (const folder of ['.', 'kojid']) {
    await mkdir(join(point, folder), { recursive: true });
    await writeFile(join(point, folder, 'cgroup.controllers'), 'cpu memory pids\n');
  }
  const groups = await ControlGroups.find(await describeTree(point, '/system.slice/kojid.service'));
  expect(groups.names).toEqual(['pids', 'memory']);
  const group = await groups.create(LIMITS);
  const [name = ''] = (await readdir(join(point, 'kojid'))).filter((entry) => entry.startsWith('kojid-'));
  expect(group.joins).toEqual([join(point, 'kojid', name, 'cgroup.procs')]);
  expect(await readFile(join(point, 'kojid', name, 'pids.max'), 'utf8')).toBe('50');
  expect(await readFile(join(point, 'kojid', name, 'memory.max'), 'utf8')).toBe('1000000');
  expect(await group.met()).toEqual([]);
  await writeFile(join(point, 'kojid', name, 'memory.events'), 'low 0\nmax 12\noom 1\noom_kill 1\n');
  expect(await group.met()).toEqual(['memory']);
});

it('limits nothing where nothing can be limited', async () => {
  const groups = await ControlGroups.find(await temporaryFolder());
  expect(groups.names).toEqual([]);
  const group = await groups.create(LIMITS);
  expect(group.joins).toEqual([]);
  await group.remove();
});
