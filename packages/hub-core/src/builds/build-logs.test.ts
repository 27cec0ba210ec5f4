import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eachDatabase } from '@kojikit/testing';

eachDatabase('logs of a build', (open) => {
  it('are the regular files in its log folder', async () => {
    const hub = await open();
    const { id } = await hub.rows.build({ name: 'p', version: '1' });
    const logs = join(hub.topdir, 'packages/p/1/1/data/logs');
    mkdirSync(join(logs, 'x86_64'), { recursive: true });
    writeFileSync(join(logs, 'x86_64/build.log'), '');
    writeFileSync(join(logs, 'top.log'), '');
    symlinkSync('top.log', join(logs, 'link.log'));
    const found = await hub.anonymous.call<{ name: string }[]>('getBuildLogs', [id]);
    expect(found.sort((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: 'build.log', dir: 'x86_64', path: 'packages/p/1/1/data/logs/x86_64/build.log' },
      { name: 'top.log', dir: '.', path: 'packages/p/1/1/data/logs/./top.log' },
    ]);
  });
});
