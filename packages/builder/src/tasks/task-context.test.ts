import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { quiet, temporaryFolder, temporarySettings } from '../../test/root-setup.js';
import { runTestTask } from '../../test/run-test-task.js';
import { stubSession } from '../../test/session-stub.js';
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
