import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { quiet, temporaryFolder, temporarySettings } from '../../test/root-setup.js';
import { runTestTask } from '../../test/run-test-task.js';
import { ScriptedHub } from '../../test/scripted-hub.js';
import { stubSession } from '../../test/session-stub.js';
import { ClientSession } from '../hub/client-session.js';
import { resourcePrefix } from '../limits/resource-limits.js';
import { defineTask } from './task-definition.js';

it('holds the commands of tasks to the resource limits of kojid.conf', async () => {
  const uploads = await temporaryFolder();
  const task = defineTask({
    method: 'limits',
    params: z.object({}),
    async run(task) {
      await task.run(['sh', '-c', 'ulimit -n'], { log: 'limits.log' });
      await task.upload(join(task.workDir, 'limits.log'));
    },
  });
  const settings = await temporarySettings();
  const prefix = await resourcePrefix({ RLIMIT_NOFILE: { soft: 123 } }, quiet);
  const session = stubSession({}, uploads);
  await runTestTask(task, [], settings, session, { resourcePrefix: prefix }).ended;
  expect(await readFile(join(uploads, 'tasks/12/12/limits.log'), 'utf8')).toBe('$ sh -c ulimit -n\n123\n');
});

/** A task that uploads a file of zeros. */
function uploading(size: number) {
  return defineTask({
    method: 'upload',
    params: z.object({}),
    async run(task) {
      const file = join(task.workDir, 'disk.img');
      await writeFile(file, '');
      await truncate(file, size);
      await task.upload(file);
    },
  });
}

it('ends an upload in its middle when the task is stopped', async () => {
  const hub = new ScriptedHub([], { exclusiveSession: null });
  const settings = await temporarySettings({
    server: await hub.listen(),
    user: 'builder1',
    password: 'secret',
    max_upload: 0,
  });
  const session = await ClientSession.login(settings, true, quiet);
  const { running, ended } = runTestTask(uploading(100 * 2 ** 30), [], settings, session);
  await hub.until(({ method }) => method === 'rawUpload');
  running.stop('the task was canceled');
  await ended;
  const methods = hub.made.map(({ method }) => method);
  expect(methods).not.toContain('checkUpload');
  expect(methods).not.toContain('host.failTask');
  await hub.close();
});

it('refuses an upload by its apparent size, naming the limit', async () => {
  const settings = await temporarySettings({ max_upload: 10 });
  const session = stubSession({}, await temporaryFolder());
  await runTestTask(uploading(100 * 2 ** 30), [], settings, session).ended;
  const report = session.calls.find(({ method }) => method === 'host.failTask');
  expect(JSON.stringify(report?.params)).toContain(
    'disk.img is too large to be uploaded: 102400 MB, the limit is 10 MB (max_upload)',
  );
});

it('refuses a stream that grows beyond the limit', async () => {
  const settings = await temporarySettings({ max_upload: 1 });
  const { uploadFile, ...session } = stubSession({}, await temporaryFolder());
  const sent: number[] = [];
  const task = defineTask({
    method: 'stream',
    params: z.object({}),
    run: (given) => given.uploadStream(zeros(), { name: 'tree.tar', onProgress: (done) => sent.push(done) }),
  });
  await runTestTask(task, [], settings, {
    ...session,
    uploadFile,
    async uploadStream(source, target, { onProgress } = {}) {
      let done = 0;
      for await (const piece of source) onProgress?.((done += piece.length));
    },
  }).ended;
  const report = session.calls.find(({ method }) => method === 'host.failTask');
  expect(JSON.stringify(report?.params)).toContain(
    'tree.tar is too large to be uploaded: 2 MB, the limit is 1 MB',
  );
  expect(sent).toEqual([600_000]);
});

async function* zeros(): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) yield Buffer.alloc(600_000);
}
