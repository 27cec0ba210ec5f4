import { asHub } from '@kojikit/hub-core';
import { TASK_STATES } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { login } from '@kojikit/testing/pages';
import sql from 'sql-template-tag';
import { expect, it } from 'vitest';
import { allPages } from '../src/all-pages.js';
import { busySite, type BusySite } from './busy-site.js';
import { growSite } from './grow-site.js';
import { makeLinked, READ } from './kojiweb-addresses.js';
import { addOutput } from './upload.js';

/** Queries of one page. */
const MOST = 8;

/** More rows than a page shows of any list. */
const PAGEFUL = 60;

const WORKING = { state: TASK_STATES.OPEN, hostId: 1 };

eachDatabase('every page', (open) => {
  it('asks the database eight times at most, and not more often the more there is on it', async () => {
    const site = await busySite(open);
    const addresses = [...new Set([...site.addresses, ...(await otherAddresses(site))])];
    const asked = new Set(addresses.map((address) => address.split('?')[0]));
    expect(allPages.map(({ name }) => name).filter((name) => !asked.has(name))).toEqual(['logout']);
    const visitors = {
      nobody: {},
      alice: (await login(site, 'alice')).headers,
      kojiadmin: (await login(site, 'kojiadmin')).headers,
    };
    const wrong: string[] = [];
    const look = async (address: string, who: keyof typeof visitors) => {
      let status = 0;
      const queries = await site.hub.queriesOf(async () => {
        const response = await site.get(address, visitors[who]);
        status = response.status;
        await response.arrayBuffer();
      });
      const listed = queries.map((query) => query.replace(/\s+/g, ' ')).join('\n  ');
      const said = `${address} asks ${queries.length} times as ${who}:\n  ${listed}`;
      if (queries.length > MOST) wrong.push(said);
      if (status >= 500) wrong.push(`${address} is answered with ${status} to ${who}`);
      return { times: queries.length, said };
    };
    for (const address of addresses) for (const who of ['nobody', 'alice'] as const) await look(address, who);
    await growSite(site, 1, PAGEFUL);
    const few = new Map<string, number>();
    for (const address of addresses) few.set(address, (await look(address, 'kojiadmin')).times);
    await growSite(site, 2, 2 * PAGEFUL);
    for (const address of addresses) {
      const { times, said } = await look(address, 'kojiadmin');
      if (times > few.get(address)!)
        wrong.push(`Of three times as much, and not ${few.get(address)}, ${said}`);
    }
    expect(wrong.join('\n')).toBe('');
  }, 600_000);
});

/* Those of kojiweb, those that it does not have, and that of a task that goes on although one below it has failed. */
async function otherAddresses(site: BusySite): Promise<string[]> {
  await makeLinked(site.hub);
  return [
    ...Object.entries(READ).flatMap(([name, queries]) =>
      queries.map((query) => (query === '' ? name : `${name}?${query}`)),
    ),
    'newrepo?tagID=f40',
    'tagbuild?buildID=1',
    'untagbuild?buildID=tinylib-1.0-1&tagID=f41-candidate',
    'activesessiondelete?sessionID=1',
    'sidetagcreate',
    '_style',
    `taskinfo?taskID=${await goingOn(site)}`,
  ];
}

async function goingOn({ hub }: BusySite): Promise<number> {
  const { rows, topdir } = hub;
  const { id } = await rows.task({ ...WORKING, method: 'build', params: ['x.src.rpm', 'f40'] });
  await rows.task({ method: 'buildArch', params: ['x.src.rpm', 'f40', 's390x'], arch: 's390x', parent: id });
  await rows.task({ ...WORKING, method: 'waitrepo', params: ['f40'], parent: id });
  const failed = await asHub(hub.hub.parts, 'test rows', async ({ db }) => {
    await db.update('task', { waiting: true }, sql`id = ${id}`);
    const below = await db.value<number>(sql`
      SELECT MAX(task.id) FROM task JOIN standard_buildroot ON standard_buildroot.task_id = task.id
       WHERE task.state = ${TASK_STATES.FAILED}`);
    await db.update('task', { parent: id }, sql`id = ${below}`);
    return below!;
  });
  await addOutput(
    topdir,
    failed,
    'root.log',
    'DEBUG util.py:444:  - nothing provides lost needed by x-1-1.noarch\n',
  );
  return id;
}
