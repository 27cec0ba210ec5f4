import sql from 'sql-template-tag';
import { ActionNotAllowed, GenericError, isFinished } from '@kojikit/protocol';
import { loggedIn, method, optional, read, type Context, type Method } from '@kojikit/hub-core/plugin';
import { resubmitSavingTree } from './resubmit-saving-tree.js';
import { forgetWish, wishTree } from './tree-wishes.js';

const full = optional(read.truth);

export const wishMethods: readonly Method[] = [
  method('resubmitSavingTree', {
    params: { taskID: read.integer, full },
    access: loggedIn,
    doc: 'Makes a new task like a canceled or failed one, whose build roots are saved if it fails, too. For its owner and admins.',
    handler: (ctx, { taskID, full }) => resubmitSavingTree(ctx, taskID, full),
  }),
  method('saveTreeOnFailure', {
    params: { taskID: read.integer, save: read.flag(true), full },
    access: loggedIn,
    doc: 'Has the build roots of a task that has not ended, and of those below it, saved if they fail; or no longer.',
    async handler(ctx, { taskID, save, full }) {
      await assertMayWish(ctx, taskID);
      if (save) await wishTree(ctx, taskID, full);
      else await forgetWish(ctx, taskID);
      return null;
    },
  }),
];

/* The task stays locked: it cannot fail between the answer and what is noted. */
async function assertMayWish(ctx: Context, taskId: number): Promise<void> {
  const [task] = await ctx.db.lockRows<{ owner: number; state: number }>(
    sql`SELECT owner, state FROM task WHERE id = ${taskId}`,
  );
  if (task === undefined) throw new GenericError(`No such task: ${taskId}`);
  if (task.owner !== ctx.session.userId && !(await ctx.session.hasPermission('admin')))
    throw new ActionNotAllowed("Only the owner of a task or 'admin' can have its build root saved.");
  if (isFinished(task.state)) throw new GenericError(`Task ${taskId} has ended`);
}
