import sql from 'sql-template-tag';
import type { Job } from '../../ground/job.js';
import { requestAutoRepos } from '../auto-requests.js';
import { updateEndEvents } from '../end-events.js';
import { asRepoUser } from './as-repo-user.js';

/** Notes which repos are out of date, and asks for new ones of the tags that say `repo.auto`. */
export const repoCurrencyJob: Job = {
  name: 'repo-currency',
  interval: 15,
  async run(ctx) {
    await updateEndEvents(ctx);
    const any = await ctx.db.value(
      sql`SELECT tag_id FROM tag_extra WHERE key = 'repo.auto' AND active IS TRUE AND value IS NOT NULL LIMIT 1`,
    );
    if (any !== undefined) await requestAutoRepos(await asRepoUser(ctx));
  },
};
