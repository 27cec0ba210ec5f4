import type { Job } from '../../ground/job.js';
import { externalRepoJob } from './external-repo-job.js';
import { repoCleanupJob } from './repo-cleanup-job.js';
import { repoCurrencyJob } from './repo-currency-job.js';
import { repoPruneJob } from './repo-prune-job.js';
import { repoQueueJob } from './repo-queue-job.js';

/** The work that Koji leaves to its kojira. */
export const repoJobs: readonly Job[] = [
  repoQueueJob,
  repoCurrencyJob,
  repoCleanupJob,
  repoPruneJob,
  externalRepoJob,
];
