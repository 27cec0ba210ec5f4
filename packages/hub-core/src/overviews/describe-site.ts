import { readNewestBuilds } from '../builds/index.js';
import type { Context } from '../ground/context.js';
import { namedNotificationsOf } from '../notifications/index.js';
import { readOwnedPackages } from '../packages/index.js';
import { readPanels } from '../panels/index.js';
import { readSiteLoad } from '../reports/index.js';
import type { ResultOf } from '../rpc/method.js';
import { readNewestTasks } from '../tasks/index.js';

/** Hosts that are named, those that have most to do. */
const BUSIEST = 12;

/** The newest tasks and builds of everybody and of the caller, in two queries. @param rows of each list. */
export async function listNewest(ctx: Context, rows: number): Promise<ResultOf<'listNewest'>> {
  const { userId } = ctx.session;
  const tasks = await readNewestTasks(ctx, userId, rows);
  const builds = await readNewestBuilds(ctx, userId, rows);
  return {
    active: tasks.active,
    failed: tasks.failed,
    builds: builds.all,
    own: userId === undefined ? null : { tasks: tasks.own, builds: builds.own },
  };
}

/** How much of each list is wanted. */
export interface SiteWanted {
  readonly rows: number;
  /** How the caller's packages are ordered, and how many come before the first. */
  readonly order: string;
  readonly start: number;
}

/**
 * The summary of the site: in four queries, and two more with what belongs to the caller beside what panels ask.
 * Throws ParameterError for an unknown order.
 */
export async function describeSite(
  ctx: Context,
  { rows, order, start }: SiteWanted,
): Promise<ResultOf<'describeSite'>> {
  const { userId } = ctx.session;
  const { own, ...newest } = await listNewest(ctx, rows);
  const load = await readSiteLoad(ctx, BUSIEST);
  if (userId === undefined || own === null) return { ...newest, load, own: null };
  const { packages, more } = await readOwnedPackages(ctx, userId, { order, start, limit: rows });
  return {
    ...newest,
    load,
    own: {
      ...own,
      packages,
      more_packages: more,
      notifications: await namedNotificationsOf(ctx, userId),
      panels: await readPanels(ctx, 'user', userId),
    },
  };
}
