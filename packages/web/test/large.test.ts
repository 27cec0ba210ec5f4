import { gzipSync } from 'node:zlib';
import { login, type Member } from '@kojikit/testing/pages';
import { beforeAll, describe, expect, it } from 'vitest';
import { fillLargeData, type Amounts, type LargeSite } from './large-data.js';
import { sharedHub, type Visited } from './visit.js';

const MANY: Amounts = { hosts: 10_000, children: 1000, parents: 500, rpms: 5000 };
/** More than is on one page, and far less than that. */
const FEW: Amounts = { hosts: 150, children: 120, parents: 110, rpms: 150 };

/** Bytes of a page, and of what is sent of it. */
const LARGEST_PAGE = 150_000;
const MOST_SENT = 10_000;

/** Pages that show something of what there is very much of. */
const addressesOf = ({ task, free, last, tag, build }: LargeSite) => [
  'index',
  'tasks',
  'tasks?state=all&view=flat',
  `taskinfo?taskID=${task}`,
  `taskinfo?taskID=${free}`,
  `watchlogs?taskID=${task}`,
  `watchlogs?taskID=${last}`,
  `taskstatus?taskID=${task}`,
  `buildinfo?buildID=${build}`,
  `rpmlist?type=build&buildID=${build}`,
  `archivelist?type=build&buildID=${build}`,
  `tagbuild?buildID=${build}`,
  `taginfo?tagID=${tag}`,
  `taginfo?tagID=${tag}&all=1`,
  `tagparent?tagID=${tag}&action=add`,
  `tagdelete?tagID=${tag}`,
  'tags',
  'buildtargets',
  'buildtargetcreate',
  `packages?tagID=${tag}`,
  `builds?tagID=${tag}`,
  'hosts',
  'hosts?state=all&channel=default&order=-channels',
  'hostinfo?hostID=1',
  'hostedit?hostID=1',
  'channelinfo?channelID=1',
  'clusterhealth',
  'tasksbyhost',
  'rpmsbyhost',
  'users',
  'search?terms=large',
  'search?terms=builder&type=host',
];

describe('the pages of a site that has very much of everything', () => {
  const [few, many] = [site(FEW), site(MANY)];

  it('stay within bounds, and ask the database as often as those of a site that has little', async () => {
    const largest: string[] = [];
    for (const [index, address] of addressesOf(many.data()).entries()) {
      const asked = await look(many, address);
      const sent = gzipSync(asked.text).length;
      const size = Buffer.byteLength(asked.text);
      expect([address, asked.status, size < LARGEST_PAGE, sent < MOST_SENT]).toEqual([
        address,
        200,
        true,
        true,
      ]);
      expect([address, asked.queries]).toEqual([
        address,
        (await look(few, addressesOf(few.data())[index]!)).queries,
      ]);
      largest.push(`${String(size).padStart(7)} ${address}`);
    }
    process.stdout.write(`the largest pages, in bytes:\n${largest.sort().slice(-3).join('\n')}\n`);
  });

  it('lead to all that they do not show', async () => {
    const { task, last, tag } = many.data();
    const text = async (address: string) => (await look(many, address)).text;
    expect(await text('tasks')).toContain(
      `<a href="taskinfo?taskID=${task}#tasktree">971 more tasks of it</a>`,
    );
    const tree = await text(`taskinfo?taskID=${task}`);
    expect(tree).toContain('1,001 tasks: 251 open, 250 closed, 250 failed, 250 free');
    expect(tree).toContain(`taskinfo?taskID=${task}&amp;start=100#tasktree`);
    expect(tree).toContain('it waits for 480 more tasks');
    expect(tree).not.toContain(`"taskinfo?taskID=${last}"`);
    const end = await text(`taskinfo?taskID=${task}&start=1000`);
    expect(end).toContain(`"taskinfo?taskID=${last}"`);
    expect(end).toContain('Files of 1 more task are on their own pages');
    expect(await text(`taskinfo?taskID=${last}`)).toContain(`getfile?taskID=${last}&amp;name=build.log`);
    const shown = await text(`taginfo?tagID=${tag}`);
    expect(shown).toContain(`buildtargets?destTagID=${tag}`);
    expect(shown.match(/<li>/g)!.length).toBeLessThan(150);
    const whole = await text(`taginfo?tagID=${tag}&all=1`);
    expect(whole.match(/>parent-\d+</g)).toHaveLength(100);
    expect(whole).toContain(`taginfo?tagID=${tag}&amp;all=1&amp;start=100#inheritance`);
    expect(await text(`taginfo?tagID=${tag}&all=1&start=400`)).toContain('from 401 of 500');
    const targets = await text(`buildtargets?buildTagID=${tag}&start=450`);
    expect(targets).toContain('>target-99<');
  });
});

interface FilledSite {
  readonly visited: () => Visited;
  readonly admin: () => Member;
  readonly data: () => LargeSite;
}

function site(amounts: Amounts): FilledSite {
  const visited = sharedHub();
  let data: LargeSite | undefined;
  let admin: Member | undefined;
  beforeAll(async () => {
    data = await fillLargeData(visited().hub, amounts);
    admin = await login(visited(), 'kojiadmin');
  });
  return { visited, admin: () => admin!, data: () => data! };
}

async function look({ visited, admin }: FilledSite, address: string) {
  let response: Response | undefined;
  let text = '';
  const asked = await visited().hub.queriesOf(async () => {
    response = await admin().get(address);
    text = await response.text();
  });
  return { status: response!.status, text, queries: asked.length };
}
