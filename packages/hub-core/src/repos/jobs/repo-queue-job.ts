import sql from 'sql-template-tag';
import type { Job } from '../../ground/job.js';
import { checkQueue } from '../check-queue.js';
import { REPO_QUEUE_JOB } from '../request-repo.js';
import { asRepoUser } from './as-repo-user.js';

/** Makes newRepo tasks for requests. A request announces this job, so it does not wait for its turn. */
export const repoQueueJob: Job = {
  name: REPO_QUEUE_JOB,
  interval: 15,
  async run(ctx) {
    const any = await ctx.db.value(sql`SELECT id FROM repo_queue LIMIT 1`);
    if (any !== undefined) await checkQueue(await asRepoUser(ctx));
  },
};
