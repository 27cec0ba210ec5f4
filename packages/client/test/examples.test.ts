import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TASK_STATES } from '@kojikit/protocol';
import { createTestHub } from '@kojikit/testing';
import { expect, onTestFinished, test } from 'vitest';
import { existingTags } from '../examples/ask-many-at-once.js';
import { buildPackage } from '../examples/build-package.js';
import { followTask } from '../examples/follow-task.js';
import { endsWithin } from '../examples/give-up-in-time.js';
import { latestBuilds } from '../examples/list-tagged-builds.js';
import { tryToMakeTag } from '../examples/tell-errors-apart.js';

async function start() {
  const hub = await createTestHub();
  const url = await hub.listen();
  const account = (user: string, password = 'pw') => ({
    url,
    auth: { type: 'password' as const, user, password },
  });
  return { hub, url, account };
}

test('the newest builds of a tag are listed', async () => {
  const { hub, url } = await start();
  const tag = await hub.rows.tag({ name: 'f40', packages: ['bash'] });
  for (const version of ['1.0', '2.0']) await hub.rows.build({ name: 'bash', version, tags: [tag.id] });
  expect(await latestBuilds(url, 'f40')).toEqual(['bash-2.0-1']);
});

test('tags that are not there are told from those that are, in one request', async () => {
  const { hub, url } = await start();
  await hub.rows.tag({ name: 'f40' });
  await hub.rows.tag({ name: 'f41' });
  expect(await existingTags(url, ['f40', 'f39', 'f41'])).toEqual(['f40', 'f41']);
});

test('a source RPM is uploaded, and the end of its build is waited for', async () => {
  const { hub, account } = await start();
  const base = await hub.rows.tag({ name: 'f40' });
  await hub.rows.target({ name: 'f40', buildTag: base.id, destTag: base.id });
  const folder = await mkdtemp(join(tmpdir(), 'kojikit-examples-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const srpm = join(folder, 'hello-1.0-1.src.rpm');
  await writeFile(srpm, 'no builder looks into it');
  const building = buildPackage(account('alice'), srpm, 'f40');
  const admin = await hub.as('kojiadmin');
  const find = () => admin.call<{ id: number }[]>('listTasks', [{ method: 'build' }]);
  await expect.poll(async () => (await find()).length).toBe(1);
  const [task] = await find();
  await admin.call('cancelTask', [task?.id]);
  expect(await building).toEqual({ task: task?.id, state: 'CANCELED' });
});

test('a task is followed to its end, and its files are read', async () => {
  const { hub, url } = await start();
  const task = await hub.rows.task({ state: TASK_STATES.FREE });
  const admin = await hub.as('kojiadmin');
  const lines: string[] = [];
  const following = followTask(url, task.id, (line) => lines.push(line));
  await expect.poll(() => lines.length).toBe(1);
  await admin.call('cancelTask', [task.id]);
  expect(await following).toEqual({});
  expect(lines).toEqual([expect.stringMatching(/ is in state 0$/), expect.stringMatching(/ is in state 3$/)]);
});

test('who waits no longer than some seconds learns that the task goes on', async () => {
  const { hub, url } = await start();
  const running = await hub.rows.task({ state: TASK_STATES.FREE });
  const ended = await hub.rows.task({ state: TASK_STATES.CLOSED });
  expect(await endsWithin(url, running.id, 0.2)).toBe(false);
  expect(await endsWithin(url, ended.id, 60)).toBe(true);
});

test('each way to fail is told apart', async () => {
  const { url, account } = await start();
  expect(await tryToMakeTag(account('kojiadmin'), 'f40')).toMatch(/^made, its id is \d+$/);
  expect(await tryToMakeTag(account('kojiadmin'), 'f40')).toMatch(/^refused: .*f40/);
  expect(await tryToMakeTag(account('alice'), 'f41')).toBe('you may not');
  expect(await tryToMakeTag(account('alice', 'wrong'), 'f41')).toBe('wrong user or password');
  const noHub = { ...account('kojiadmin'), url: url.replace('/kojihub', '/nothing') };
  expect(await tryToMakeTag(noHub, 'f41')).toBe('there is a web server, but no hub');
  const nobody = { ...account('kojiadmin'), url: 'http://127.0.0.1:1/kojihub', retries: 0 };
  expect(await tryToMakeTag(nobody, 'f41')).toBe('not reached: ECONNREFUSED');
});
