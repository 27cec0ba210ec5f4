import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestHub } from '@kojikit/testing';

describe('the output of a task', () => {
  const open = async () => {
    const hub = await createTestHub();
    const task = await hub.rows.task({ method: 'sleep', params: [1], owner: 2 });
    const folder = join(hub.topdir, 'work/tasks', String(task.id % 10000), String(task.id));
    await mkdir(folder, { recursive: true });
    return { folder, list: () => hub.anonymous.call<string[]>('listTaskOutput', [task.id]) };
  };

  it('is listed with what lies in folders, but for what is not finished', async () => {
    const { folder, list } = await open();
    await mkdir(join(folder, 'noarch/deep'), { recursive: true });
    await mkdir(join(folder, '.unfinished/below'), { recursive: true });
    for (const name of [
      'task.log',
      'noarch/a.rpm',
      'noarch/deep/b.rpm',
      '.unfinished/c',
      '.unfinished/below/d',
    ])
      await writeFile(join(folder, name), 'x');
    expect(await list()).toEqual(['task.log', 'noarch/a.rpm', 'noarch/deep/b.rpm']);
  });

  it('is whole while folders come and go in it', async () => {
    const { folder, list } = await open();
    await writeFile(join(folder, 'task.log'), 'x');
    let over = false;
    const comesAndGoes = async () => {
      while (!over)
        for (const name of ['.unfinished/archive', 'other']) {
          await mkdir(join(folder, name), { recursive: true });
          await rm(join(folder, name.split('/')[0] ?? ''), { recursive: true });
        }
    };
    const coming = comesAndGoes();
    for (let tries = 0; tries < 300; tries += 1) expect(await list()).toEqual(['task.log']);
    over = true;
    await coming;
  });

  it('is nothing where a task has none', async () => {
    const { folder, list } = await open();
    await rm(folder, { recursive: true });
    expect(await list()).toEqual([]);
  });
});
