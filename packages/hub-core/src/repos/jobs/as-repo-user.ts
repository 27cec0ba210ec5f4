import type { Context } from '../../ground/context.js';
import { actingAs } from '../../users/index.js';

/** The context of a job that acts as the user `RepoQueueUser`, who is made when there is none. */
export function asRepoUser(ctx: Context): Promise<Context> {
  return actingAs(ctx, ctx.config.RepoQueueUser);
}
