import sql from 'sql-template-tag';
import { TASK_STATES } from '@kojikit/protocol';
import { Findings, type Finding } from '../finding.js';
import { builderFor } from '../facts/task-methods.js';
import { counted, listed } from '../report/words.js';
import { lookAt, type SiteDatabase } from './site-database.js';

const DAYS = 90;
/** The newest tasks alone are read, so that a table of any size takes the same time. */
const NEWEST = 200_000;
const MOST_OPEN = 10_000;

interface MethodCount {
  readonly method: string | null;
  readonly number: number;
}

/** What the builders of the site have had to do, and whether ours can do it. */
export async function lookAtTasks(db: SiteDatabase): Promise<Finding[]> {
  const found = new Findings('tasks and hosts');
  await lookAt(found, 'the tasks', async () => {
    const { FREE, OPEN, ASSIGNED } = TASK_STATES;
    const { number } = await db.row<{ number: number }>(sql`
      SELECT count(*)::int AS number FROM (
        SELECT 1 FROM task WHERE state IN (${FREE}, ${OPEN}, ${ASSIGNED}) LIMIT ${MOST_OPEN + 1}) AS unfinished`);
    if (number > 0) {
      const many = number > MOST_OPEN ? `more than ${counted(MOST_OPEN, 'task')}` : counted(number, 'task');
      found.step(`unfinished: ${many}`, {
        when: 'pause',
        todo: 'they go on where they are once this hub answers; for a quiet move disable the hosts first and let what is open end',
      });
    } else found.works('no task waits or is under way');
  });
  await lookAt(found, `the task methods of the last ${DAYS} days`, async () => {
    const methods = await db.rows<MethodCount>(sql`
      SELECT method, count(*)::int AS number
        FROM (SELECT method, create_time FROM task ORDER BY id DESC LIMIT ${NEWEST}) AS newest
       WHERE create_time > now() - make_interval(days => ${DAYS})
       GROUP BY method ORDER BY count(*) DESC, method`);
    tellMethods(found, methods);
  });
  return found.all;
}

function tellMethods(found: Findings, methods: readonly MethodCount[]): void {
  const all = methods.reduce((sum, { number }) => sum + number, 0);
  const since = all === NEWEST ? `the newest ${counted(all, 'task')}` : `the last ${DAYS} days`;
  const ours: string[] = [];
  const koji: string[] = [];
  const plugins = new Map<string, string[]>();
  for (const { method, number } of methods) {
    const text = `${method ?? 'without a method'} (${number.toLocaleString('en-US')})`;
    const who = builderFor(method ?? '');
    if (who === 'koji') koji.push(text);
    else if (who === 'ours') ours.push(text);
    else plugins.set(who, [...(plugins.get(who) ?? []), text]);
  }
  if (ours.length > 0) found.works(`our builder does these tasks of ${since}: ${listed(ours, 20)}`);
  for (const [name, texts] of plugins)
    found.works(`our builder does these tasks of ${since} with ${name}: ${listed(texts, 20)}`);
  if (koji.length > 0) {
    found.step(`our builder does not do these tasks of ${since}: ${listed(koji, 20)}`, {
      when: 'after',
      todo: "keep Koji's kojid on hosts of the channels that they go to; it works with this hub as it is",
    });
  }
  if (methods.length === 0) found.works(`there were no tasks in the last ${DAYS} days`);
}
