import type { BuilderOutcome } from '../daemon/builder.js';

/**
 * What kojid ends with; 2 is a command line that cannot be understood. Those from 3 on are of `--one-task` alone, so that a
 * job of Kubernetes or CI can tell a build that failed from a builder that did.
 */
export const EXIT_STATUS: Readonly<Record<Exclude<BuilderOutcome, 'restart'>, number>> = {
  stopped: 0,
  'task closed': 0,
  'session lost': 1,
  'task failed': 3,
  'no task': 4,
  'task left': 5,
};
