import type { Job } from '../ground/job.js';

/** Takes away the notes of changes that nobody can ask for any more. */
export const forgetChanges: Job = {
  name: 'forget-changes',
  interval: 600,
  always: true,
  async run({ db }) {
    for (const statement of db.dialect.changes?.forget() ?? []) await db.run(statement);
  },
};
