import sql from 'sql-template-tag';
import { isFinished, TASK_STATES } from '@kojikit/protocol';
import type { Context, Panel, PanelContent } from '@kojikit/hub-core/plugin';
import { configOf, includesMethod } from './config.js';
import { savableFailures } from './resubmit-saving-tree.js';
import { wishFor, type TreeWish } from './tree-wishes.js';

/**
 * On the page of a failed task, and of those below it: a button that resubmits it such that its build root is saved. On
 * the page of a task that has not ended: who wants its build root saved.
 */
export const wishPanel: Panel = {
  name: 'failed-tree-wish',
  on: 'task',
  async read(ctx, id) {
    const task = await ctx.db.first<TopTask>(sql`SELECT id, state, owner, method FROM task WHERE id = ${id}`);
    if (task === undefined) return [];
    const content = isFinished(task.state) ? await offer(ctx, task) : await wished(ctx, task);
    return content === undefined ? [] : [content];
  },
  actions: {
    async resubmit(ctx, id, ticked) {
      const top = await topTask(ctx, id);
      const full = ticked === 'yes' ? true : null;
      return `taskinfo?taskID=${await ctx.call('resubmitSavingTree', { taskID: top?.id ?? id, full })}`;
    },
    forget: (ctx, id) => ctx.call('saveTreeOnFailure', { taskID: id, save: false }),
  },
};

/* Else it is the folder that the package was built in. */
const WHOLE = 'the whole root, not its build folder alone';

interface TopTask {
  readonly id: number;
  readonly state: number;
  readonly owner: number;
  readonly method: string;
}

/* Offered to who may, where it makes a difference: what is saved by itself need not be asked for. */
async function offer(ctx: Context, task: TopTask): Promise<PanelContent | undefined> {
  if (task.state !== TASK_STATES.FAILED || ctx.session.userId === undefined) return undefined;
  const top = (await topTask(ctx, task.id)) ?? task;
  if (top.state !== TASK_STATES.FAILED || !(await mayAsk(ctx, top))) return undefined;
  const { auto_save: bySelf } = configOf(ctx).general;
  const methods = await savableFailures(ctx, top.id);
  if (methods.every((method) => includesMethod(bySelf, method))) return undefined;
  const isTop = top.id === task.id;
  return {
    title: 'Build root',
    note: `A new task like ${isTop ? 'this one' : `task ${top.id}`} can have its build root saved, should it fail as well.`,
    ...(!isTop && {
      facts: [
        { label: 'Resubmits', text: `task ${top.id}, ${top.method}`, link: `taskinfo?taskID=${top.id}` },
      ],
    }),
    actions: [
      {
        name: 'resubmit',
        label: 'Resubmit and keep the root',
        ...(!configOf(ctx).general.auto_save_full && { tick: WHOLE }),
      },
    ],
  };
}

async function wished(ctx: Context, task: TopTask): Promise<PanelContent | undefined> {
  const wish = await wishFor(ctx, task.id);
  if (wish === undefined) return undefined;
  const isOwn = wish.task_id === task.id;
  return {
    title: 'Build root',
    note: `If this task fails, its ${isWhole(ctx, wish) ? 'whole build root' : 'build root'} is saved: ${wish.asked_by} has asked for it.`,
    ...(!isOwn && {
      facts: [{ label: 'Asked for', text: `task ${wish.task_id}`, link: `taskinfo?taskID=${wish.task_id}` }],
    }),
    actions: isOwn && (await mayAsk(ctx, task)) ? [{ name: 'forget', label: 'Do not keep the root' }] : [],
  };
}

const isWhole = (ctx: Context, { is_full: full }: TreeWish) => full ?? configOf(ctx).general.auto_save_full;

async function mayAsk({ session }: Context, { owner }: TopTask): Promise<boolean> {
  if (session.userId === undefined) return false;
  return session.userId === owner || session.hasPermission('admin');
}

/* The task that was made by somebody, and the others for it. */
function topTask(ctx: Context, id: number): Promise<TopTask | undefined> {
  return ctx.db.first<TopTask>(sql`
    WITH RECURSIVE above (id, parent) AS (
      SELECT id, parent FROM task WHERE id = ${id}
      UNION SELECT task.id, task.parent FROM task JOIN above ON task.id = above.parent)
    SELECT task.id, task.state, task.owner, task.method FROM above
      JOIN task ON task.id = above.id WHERE task.parent IS NULL`);
}
