import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { allPages } from '../src/all-pages.js';
import { busySite, type BusySite } from './busy-site.js';
import { makeLinked, READ } from './kojiweb-addresses.js';

/* What the command line, mails and feeds of Koji print, and how mail programs and people mangle it. */
const PRINTED = [
  'taskinfo?taskID=1',
  'buildinfo?buildID=1',
  'getfile?taskID=2&name=build.log&volume=DEFAULT',
  'getfile?taskID=2&name=build.log&offset=-4000',
  'watchlogs?taskID=2',
  'builds?tagID=1',
  'builds?userID=1',
  'builds?packageID=1',
  'taskinfo?taskID=1&',
  'taskinfo?taskID=1&&',
  'taskinfo?foo&taskID=1',
  'taskinfo?taskID=1&taskID=2',
  'taskinfo?taskID=1&utm_source=mail',
  'builds?tagID=1&tagID=2&',
  'tasks?state=all&state=open',
  'search?terms=x&terms=y&type=package&match=glob',
];

const UNKNOWN = [
  ...['taskinfo?taskID', 'buildinfo?buildID', 'rpminfo?rpmID', 'archiveinfo?archiveID', 'taginfo?tagID'],
  ...['packageinfo?packageID', 'userinfo?userID', 'hostinfo?hostID', 'channelinfo?channelID'],
  ...['buildrootinfo?buildrootID', 'repoinfo?repoID', 'reporequest?reqID', 'externalrepoinfo?extrepoID'],
  ...['buildtargetinfo?targetID', 'watchlogs?taskID', 'builds?tagID', 'builds?packageID', 'packages?tagID'],
];

describe('the addresses of kojiweb', () => {
  let site: BusySite;
  let cookie: { readonly cookie: string };

  beforeAll(async () => {
    site = await busySite();
    cookie = { cookie: `${site.session.name}=${site.session.value}` };
    await makeLinked(site.hub);
  });
  afterAll(() => site.hub.close());

  const statusOf = async (address: string, init?: RequestInit) => {
    const response = await fetch(new URL(address, site.pages), {
      redirect: 'manual',
      headers: cookie,
      ...init,
    });
    await response.arrayBuffer();
    return response.status;
  };

  it('exist, with all of their parameters', async () => {
    const known = new Set(allPages.map(({ name }) => name));
    expect.soft(Object.keys(READ).filter((name) => !known.has(name))).toEqual([]);
    const wrong: string[] = [];
    for (const [name, queries] of Object.entries(READ)) {
      const page = allPages.find((one) => one.name === name) ?? { params: {} };
      for (const query of queries) {
        const address = query === '' ? name : `${name}?${query}`;
        const status = await statusOf(address);
        if (![200, 302].includes(status)) wrong.push(`${status} ${address}`);
        const ignored = [...new URLSearchParams(query).keys()].filter(
          (param) => !(param in page.params) && !/^(package|build)(Order|Start)$/.test(param),
        );
        if (ignored.length > 0) wrong.push(`${name} does not read ${ignored.join(', ')}`);
      }
    }
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('that others print lead there, however a mail program has mangled them', async () => {
    const wrong: string[] = [];
    for (const address of PRINTED) {
      const status = await statusOf(address);
      if (![200, 302].includes(status)) wrong.push(`${status} ${address}`);
    }
    expect(await statusOf('taskinfo/x?taskID=1')).toBe(302);
    expect(await statusOf('taskinfo?taskID=1', { method: 'HEAD' })).toBe(200);
    expect(await statusOf('taskinfo?taskID=1', { method: 'PUT' })).toBe(405);
    expect(wrong).toEqual([]);
  });

  it('of what does not exist are 404, by number and by name, and 400 without a subject', async () => {
    const wrong: string[] = [];
    for (const address of UNKNOWN) {
      const status = await statusOf(`${address}=99999999`);
      if (status !== 404) wrong.push(`${status} ${address}=99999999`);
      const named = await statusOf(`${address}=no%20such%20thing`);
      if (![400, 404].includes(named)) wrong.push(`${named} ${address}=no such thing`);
    }
    for (const name of [
      'taskinfo',
      'buildinfo',
      'rpminfo',
      'taginfo',
      'hostinfo',
      'repoinfo',
      'rpmlist',
      'fileinfo',
    ]) {
      const status = await statusOf(name);
      if (status !== 400) wrong.push(`${status} ${name}`);
    }
    expect(wrong).toEqual([]);
  });
});
