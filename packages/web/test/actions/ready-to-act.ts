import { login, type Member } from '@kojikit/testing/pages';
import type { Visited } from '../visit.js';
import type { ActionCase } from './action-case.js';
import { makeThings } from './action-things.js';
import { buildCases } from './build-cases.js';
import { hostCases } from './host-cases.js';
import { notificationCases } from './notification-cases.js';
import { tagCases } from './tag-cases.js';
import { targetCases } from './target-cases.js';
import { taskCases } from './task-cases.js';

/** A site on which everything can be done once, and who may and may not do it. */
export interface ReadyToAct {
  readonly admin: Member;
  readonly alice: Member;
  /** One of every action, each on something of its own. */
  readonly all: readonly ActionCase[];
}

export async function readyToAct(visited: Visited): Promise<ReadyToAct> {
  const things = await makeThings(visited.hub);
  const all = [taskCases, buildCases, tagCases, targetCases, hostCases, notificationCases].flatMap((cases) =>
    cases(things),
  );
  return { all, admin: await login(visited, 'kojiadmin'), alice: await login(visited, 'alice') };
}
