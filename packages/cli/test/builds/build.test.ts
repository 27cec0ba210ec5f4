import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeResponse } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { expect, it, onTestFinished } from 'vitest';
import { koji } from '../following/koji-run.js';

eachDatabase('koji build', (open) => {
  it('uploads a source package and follows the build of it to its end', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['f40-build'], { arches: 'x86_64' });
    await admin.call('createTag', ['f40']);
    await admin.call('createBuildTarget', ['f40', 'f40-build', 'f40']);
    const folder = mkdtempSync(join(tmpdir(), 'koji-build-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'lib-1-1.src.rpm');
    writeFileSync(file, Buffer.alloc(3_000_000, 'source'));

    const run = koji(await hub.listen(), ['build', '--wait', '--scratch', '--background', 'f40', file], {
      user: 'kojiadmin',
    });
    await run.shows('Created task: ');
    expect(run.stdout()).toMatch(
      /^Uploading srpm: .*\/lib-1-1\.src\.rpm\n\nCreated task: (\d+)\nTask info: /,
    );
    const id = Number(/Created task: (\d+)/.exec(run.stdout())?.[1]);
    const { priority, request } = await admin.call<{ priority: number; request: unknown[] }>('getTaskInfo', [
      id,
      true,
    ]);
    expect(priority).toBe(25);
    expect(request).toEqual([
      expect.stringMatching(/^cli-build\/[\d.]+\.[a-z]{8}\/lib-1-1\.src\.rpm$/),
      'f40',
      { scratch: true, wait_builds: [], custom_user_metadata: {} },
    ]);
    const uploaded = readFileSync(join(hub.topdir, 'work', String(request[0])));
    const digest = (data: Buffer): string => createHash('sha256').update(data).digest('hex');
    expect(digest(uploaded)).toBe(digest(readFileSync(file)));

    const { id: hostId } = await hub.rows.host({ name: 'builder-1' });
    const builder = await hub.as('builder-1');
    await builder.call('exclusiveSession');
    await admin.call('assignTask', [id, hostId]);
    await builder.call('host.openTask', [id]);
    await builder.call('host.closeTask', [id, encodeResponse('done')]);
    expect(await run.exit, run.stderr()).toBe(0);
    expect(run.stdout()).toContain('completed successfully');
  });
});
