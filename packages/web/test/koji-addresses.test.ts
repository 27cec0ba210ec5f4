import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { allPages } from '../src/all-pages.js';
import { busySite, type BusySite } from './busy-site.js';

/* Every address of kojiweb 1.35.3 with its parameters, by what it leads to here: a page, or somewhere else. */
const READ: Readonly<Record<string, readonly string[]>> = {
  index: ['', 'packageOrder=-package_name&packageStart=10'],
  tasks: [
    'owner=1&state=all&view=flat&method=build&order=-completion_time&start=50',
    'owner=kojiadmin&state=active&view=tree&hostID=1&channelID=1',
    'channelID=default&view=toplevel&state=closed&order=state',
    ...['free', 'open', 'failed', 'canceled', 'assigned'].map((state) => `state=${state}&order=method`),
    'method=nosuchmethod&order=arch',
  ],
  taskinfo: ['taskID=1', 'taskID=2'],
  taskstatus: ['taskID=1', 'taskID=99999'],
  watchlogs: ['taskID=2', 'taskID=1&taskID=2'],
  getfile: [
    'taskID=2&name=build.log',
    'taskID=2&name=build.log&offset=-4000',
    'taskID=2&name=build.log&volume=DEFAULT&offset=10&size=100',
    'taskID=2&name=build.log&offset=999999999',
    'taskID=2&name=build.log&size=-1',
  ],
  packages: [
    '',
    'tagID=f40&inherited=0&blocked=0&order=-owner_name&start=0',
    'tagID=1&userID=kojiadmin',
    'prefix=p&order=package_id',
  ],
  packageinfo: ['packageID=1&tagOrder=-name&tagStart=0&buildOrder=nvr&buildStart=0', 'packageID=tinylib'],
  builds: [
    '',
    'userID=kojiadmin&state=1&order=nvr&start=50&prefix=p',
    'tagID=list-of-many&inherited=1&latest=0&order=tag_name',
    'packageID=tinylib&type=all&state=all',
    'type=nosuchtype',
    ...[0, 1, 2, 3, 4].map((state) => `state=${state}&order=-completion_time`),
  ],
  buildinfo: ['buildID=1', 'buildID=tinylib-1.0-1'],
  rpminfo: ['rpmID=1&fileOrder=-size&fileStart=0&buildrootOrder=id&buildrootStart=0'],
  archiveinfo: ['archiveID=1&fileOrder=name&fileStart=0&buildrootOrder=-id&buildrootStart=0'],
  rpmlist: [
    'type=component&buildrootID=1&order=-nvr&start=0',
    'type=built&buildrootID=1&order=external_repo_name',
    'type=image&imageID=1',
  ],
  archivelist: [
    'type=component&buildrootID=1&order=-filename',
    'type=built&buildrootID=1',
    'type=image&imageID=1',
  ],
  tags: ['', 'start=0&order=-id&childID=1'],
  taginfo: [
    'tagID=f40&all=1',
    'tagID=1&all=0&childID=2&packageOrder=name&packageStart=1&buildOrder=nvr&buildStart=1',
  ],
  externalrepoinfo: ['extrepoID=1', 'extrepoID=beside'],
  buildtargets: ['', 'start=0&order=-id'],
  buildtargetinfo: ['targetID=1', 'name=for-links'],
  repoinfo: ['repoID=1'],
  reporequests: [
    '',
    'active=all&tag=f40&order=-priority&start=0',
    'active=no',
    'active=0',
    'active=nonsense',
  ],
  reporequest: ['reqID=1'],
  buildroots: ['', 'repoID=1&state=all&order=-task_id&start=0', 'state=3'],
  buildrootinfo: ['buildrootID=1'],
  users: ['', 'order=-id&start=0&prefix=k'],
  userinfo: [
    'userID=kojiadmin&packageOrder=package_name&packageStart=0&buildOrder=nvr&buildStart=0',
    'userID=1',
  ],
  hosts: [
    '',
    'state=disabled&ready=no&channel=default&arch=x86_64&order=-last_update&start=0',
    'state=all&ready=yes',
  ],
  hostinfo: ['hostID=1', 'hostID=builder-with-a-long-name.example.com'],
  channelinfo: ['channelID=1', 'channelID=default'],
  activesession: ['', 'start=0&order=id'],
  reports: [''],
  buildsbyuser: ['', 'order=name&start=0'],
  packagesbyuser: ['order=-packages'],
  tasksbyuser: ['order=-tasks'],
  tasksbyhost: ['hostArch=ix86&order=name', 'hostArch=x86_64'],
  rpmsbyhost: ['hostArch=x86_64&rpmArch=noarch&order=-rpms'],
  buildsbystatus: ['', 'days=-1'],
  buildsbytarget: ['', 'days=-1&order=-builds&start=0'],
  clusterhealth: ['', 'arch=__all__', 'arch=x86_64'],
  search: [
    '',
    'terms=p*&type=package&match=glob&order=-name&start=0',
    'terms=tinylib-1*&type=build&match=glob&order=-id',
    'terms=f4&type=tag&match=regexp',
    'terms=zz&type=target&match=exact',
    'terms=k*&type=user&match=glob',
    'terms=b*&type=host&match=glob',
    'terms=tiny*&type=rpm&match=glob',
    'terms=x',
  ],
  recentbuilds: ['', 'user=kojiadmin&package=tinylib', 'tag=f40', 'tag=1'],
  api: [''],
  tagcreate: [''],
  tagedit: ['tagID=1'],
  tagdelete: ['tagID=1'],
  tagparent: ['tagID=1&parentID=2&action=add'],
  hostedit: ['hostID=1'],
  enablehost: ['hostID=1'],
  disablehost: ['hostID=1'],
  buildtargetcreate: [''],
  buildtargetedit: ['targetID=1'],
  buildtargetdelete: ['targetID=1'],
  notificationcreate: [''],
  notificationedit: ['notificationID=1'],
  notificationdelete: ['notificationID=1'],
  canceltask: ['taskID=4'],
  resubmittask: ['taskID=1'],
  freetask: ['taskID=3'],
  cancelbuild: ['buildID=1'],
  login: ['', 'page=index'],
};

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
    const admin = await site.hub.as('kojiadmin');
    await admin.call('createBuildTarget', ['for-links', 'f40', 'f40']);
    await admin.call('createExternalRepo', ['beside', 'https://example.com/$arch/']);
    await admin.call('createNotification', [1, null, null, true]);
    await admin.call('repo.request', ['f40']);
  }, 120_000);
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
  }, 120_000);

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
  }, 60_000);

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
  }, 60_000);
});
