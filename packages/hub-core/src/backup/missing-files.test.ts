import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { BUILD_STATES, REPO_STATES } from '@kojikit/protocol';
import { expect, it } from 'vitest';
import { asHub } from '../rpc/as-hub.js';
import { missingFiles } from './missing-files.js';

async function addRpm(hub: TestHub, build: number, name: string, more: object = {}): Promise<void> {
  await asHub(hub.hub.parts, 'test', (ctx) =>
    ctx.db.insert('rpminfo', {
      ...{
        build_id: build,
        name,
        version: '1',
        release: '1',
        arch: 'noarch',
        draft: false,
        external_repo_id: 0,
      },
      ...{ payloadhash: '', size: 1, buildtime: 1, ...more },
    }),
  );
}

async function addFile(hub: TestHub, path: string): Promise<void> {
  await mkdir(dirname(join(hub.topdir, path)), { recursive: true });
  await writeFile(join(hub.topdir, path), '');
}

eachDatabase('files that the database names', (open) => {
  it('are looked for, and the first that are missing are named, of the newest builds first', async () => {
    const hub = await open();
    const look = (most: number) => asHub(hub.hub.parts, 'test', (ctx) => missingFiles(ctx, most));
    expect(await look(5)).toEqual({ looked: 0, missing: 0, first: [] });

    const [hello, world] = [
      await hub.rows.build({ name: 'hello', version: '1', release: '1' }),
      await hub.rows.build({ name: 'world', version: '1', release: '1' }),
    ];
    const gone = await hub.rows.build({
      name: 'gone',
      version: '1',
      release: '1',
      state: BUILD_STATES.DELETED,
    });
    for (const name of ['hello', 'hello-libs']) await addRpm(hub, hello.id, name);
    await addRpm(hub, world.id, 'world');
    await addRpm(hub, world.id, 'world-elsewhere', { metadata_only: true });
    await addRpm(hub, gone.id, 'gone');
    await addFile(hub, 'packages/hello/1/1/noarch/hello-1-1.noarch.rpm');
    const missing = [
      'world/1/1/noarch/world-1-1.noarch.rpm',
      'hello/1/1/noarch/hello-libs-1-1.noarch.rpm',
    ].map((path) => join(hub.topdir, 'packages', path));
    expect(await look(5)).toEqual({ looked: 3, missing: 2, first: missing });
    expect(await look(1)).toEqual({ looked: 3, missing: 2, first: missing.slice(0, 1) });

    const tag = await hub.rows.tag({ name: 'f40-build' });
    await asHub(hub.hub.parts, 'test', async (ctx) => {
      for (const state of [REPO_STATES.READY, REPO_STATES.DELETED])
        await ctx.db.insert('repo', { tag_id: tag.id, state, create_event: await ctx.event() });
    });
    const { looked, first } = await look(5);
    expect([looked, first.at(-1)]).toEqual([4, expect.stringMatching(/repos\/f40-build\/\d+$/)]);
  });

  it('include those of more builds than are read at one go', async () => {
    const hub = await open();
    const build = await hub.rows.build({ name: 'many', version: '1', release: '1' });
    for (let number = 0; number < 450; number += 1) await addRpm(hub, build.id, `many-${number}`);
    const found = await asHub(hub.hub.parts, 'test', (ctx) => missingFiles(ctx, 20));
    expect([found.looked, found.missing, found.first.length]).toEqual([450, 450, 20]);
  });
});
