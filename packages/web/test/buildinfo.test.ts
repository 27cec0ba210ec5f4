import { BUILD_STATES, TASK_STATES } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { login } from '@kojikit/testing/pages';
import { addArchive, addBuildroot, addRepo, addRpm, changeBuild, putLog, putPackage } from './built.js';
import { visitedHub, type Visited } from './visit.js';

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`;
const COMMIT = 'a'.repeat(40);

/** The build tinylib-1.0-1 with everything that a page of a build shows. */
async function wholeBuild({ hub }: Visited): Promise<{ id: number; buildroot: number; task: number }> {
  const tag = await hub.rows.tag({ name: 'f40' });
  const old = await hub.rows.tag({ name: 'f40-candidate' });
  const task = await hub.rows.task({
    method: 'build',
    params: ['git+https://example.com/tinylib.git#main', 'f40-target', { scratch: false }],
    state: TASK_STATES.CLOSED,
  });
  const { id } = await hub.rows.build({ name: 'tinylib', taskId: task.id, tags: [old.id, tag.id], owner: 2 });
  await changeBuild(hub, id, {
    source: `git+https://example.com/tinylib.git#${COMMIT}`,
    extra: JSON.stringify({ source: { original_url: 'git+https://example.com/tinylib.git#main' } }),
  });
  await (await hub.as('kojiadmin')).call('untagBuildBypass', ['f40-candidate', 'tinylib-1.0-1']);
  const host = await hub.rows.host({ name: 'builder-1' });
  const buildroot = await addBuildroot(hub, {
    host: host.id,
    repo: await addRepo(hub, tag.id),
    task: task.id,
  });
  await addRpm(hub, { build_id: id, arch: 'src' }, ['aaaa1111']);
  await addRpm(hub, { build_id: id, buildroot_id: buildroot });
  await addRpm(hub, { build_id: id, name: 'tinylib-debuginfo', buildroot_id: buildroot });
  await putPackage(hub, 'src');
  await putLog(hub, 'x86_64', 'build.log');
  return { id, buildroot, task: task.id };
}

const text = async ({ get }: Visited, address: string, status = 200) => {
  const response = await get(address);
  expect(response.status, address).toBe(status);
  return response.text();
};

describe('the page of a build', () => {
  it('says what it was made of, where it is tagged and was, and where it comes from', async () => {
    const visited = await visitedHub();
    const { id, buildroot, task } = await wholeBuild(visited);
    const page = await text(visited, `buildinfo?buildID=${id}`);
    expect(page).toContain('>f40</a>');
    expect(page).toContain('>f40-candidate</a>');
    expect(page).toContain('still');
    expect(page).toContain(`taskinfo?taskID=${task}"`);
    expect(page).toContain(`buildrootinfo?buildrootID=${buildroot}"`);
    expect(page).toContain(`rpmlist?type=component&amp;buildrootID=${buildroot}"`);
    expect(page).toContain(`<code>${COMMIT}</code>`);
    expect(page).toContain('href="https://example.com/tinylib.git#main"');
    expect(page).toContain('buildtargetinfo?name=f40-target');
    expect(page).toContain('href="/kojifiles/packages/tinylib/1.0/1/x86_64/tinylib-1.0-1.x86_64.rpm"');
    expect(page).toContain('href="/kojifiles/packages/tinylib/1.0/1/data/signed/aaaa1111/src/');
    expect(page).toContain('href="/kojifiles/packages/tinylib/1.0/1/data/logs/x86_64/build.log"');
    expect(page).toMatch(/<code>aaaa1111<\/code>\s+1 of 3/);
    expect(page.indexOf('RPMs for src')).toBeLessThan(page.indexOf('RPMs for x86_64'));
    expect(page.indexOf('tinylib-1.0-1.x86_64')).toBeLessThan(page.indexOf('tinylib-debuginfo'));
    expect(page).toContain('<h2>Changelog</h2>');
    expect(page).not.toContain('Cancel');
  });

  it('whose links to files lead to files', async () => {
    const visited = await visitedHub();
    const { id } = await wholeBuild(visited);
    const page = await text(visited, `buildinfo?buildID=${id}`);
    for (const [, path] of page.matchAll(/href="(\/kojifiles\/[^"]*(?:src\.rpm|\.log))"/g)) {
      if (path!.includes('/signed/')) continue;
      expect((await visited.get(path!)).status, path).toBe(200);
    }
  });

  it('is found by name-version-release, and is 404 for what is none', async () => {
    const visited = await visitedHub();
    await visited.hub.rows.build({ name: 'tinylib' });
    expect(await text(visited, 'buildinfo?buildID=tinylib-1.0-1')).toContain('In no tag.');
    for (const address of ['buildinfo?buildID=nosuch-1-1', 'buildinfo?buildID=77'])
      expect(await text(visited, address, 404)).toContain('There is no build');
    await text(visited, 'buildinfo?buildID=nonsense', 400);
    await text(visited, 'buildinfo', 400);
  });

  it('of a build under way says when it should be done, shows its tasks, and lets its owner cancel it', async () => {
    const visited = await visitedHub();
    const { hub } = visited;
    await hub.rows.build({ name: 'tinylib', taskId: (await hub.rows.task()).id });
    const parent = await hub.rows.task({ method: 'build', params: ['x.src.rpm', 'f40'] });
    const child = await hub.rows.task({ parent: parent.id });
    const build = await hub.rows.build({
      name: 'tinylib',
      version: '2',
      state: BUILD_STATES.BUILDING,
      taskId: parent.id,
      owner: 2,
    });
    const page = await text(visited, `buildinfo?buildID=${build.id}`);
    expect(page).toContain('Should be done');
    expect(page).toContain(`taskinfo?taskID=${child.id}"`);
    expect(page).not.toContain('cancelbuild');
    const own = await (await login(visited, 'alice')).read(`buildinfo?buildID=${build.id}`);
    expect(own).toContain(`action="cancelbuild?buildID=${build.id}"`);
  });

  it('says which rules allowed it and its tags, to who may read them', async () => {
    const config = '[policy]\ntag =\n  operation tag && tag f* :: allow\n  all :: deny <no>\n';
    const visited = await visitedHub({ config });
    const { hub, post, get } = visited;
    const tag = await hub.rows.tag({ name: 'f40', packages: ['bash'] });
    const build = await hub.rows.build({ name: 'bash' });
    const admin = await hub.as('kojiadmin');
    await admin.call('tagBuildBypass', ['f40', build.id]);
    await admin.call('untagBuildBypass', ['f40', build.id], { force: true });
    const pageOf = async (user: string) => {
      const entered = await post('login', { user, password: 'pw' });
      const cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
      return (await get(`buildinfo?buildID=${build.id}`, { cookie })).text();
    };
    const seen = (await pageOf('kojiadmin')).split('id="allowed-by"')[1]!.split('</section>')[0]!;
    const rows = seen.split('<tr>').slice(2);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain(`Out of <a href="taginfo?tagID=${tag.id}">f40</a>`);
    expect(rows[0]).toContain('force, against rule 2 of policy tag');
    expect(rows[0]).toContain('<code>all :: deny &lt;no&gt;</code>');
    expect(rows[1]).toContain('rule 1 of policy tag');
    expect(rows[1]).toContain('operation tag &amp;&amp; tag f* :: allow');
    expect(await pageOf('alice')).not.toContain('Allowed by');
    expect(await text(visited, `buildinfo?buildID=${build.id}`)).not.toContain('Allowed by');
  });

  it('leads from a build that failed to the task that says why', async () => {
    const visited = await visitedHub();
    const task = await visited.hub.rows.task({ state: TASK_STATES.FAILED });
    const build = await visited.hub.rows.build({ state: BUILD_STATES.FAILED, taskId: task.id });
    expect(await text(visited, `buildinfo?buildID=${build.id}`)).toContain(
      `<a href="taskinfo?taskID=${task.id}">Why it failed`,
    );
  });

  it('keeps dangerous addresses and hostile text as text', async () => {
    const visited = await visitedHub();
    const { hub } = visited;
    const task = await hub.rows.task({ method: 'build', params: [`javascript:${HOSTILE}`, HOSTILE] });
    const { id } = await hub.rows.build({ name: 'tinylib', taskId: task.id });
    await changeBuild(hub, id, {
      source: 'javascript:alert(1)//https://example.com',
      extra: JSON.stringify({ source: { original_url: 'data:text/html,x' }, x: HOSTILE, typeinfo: 7 }),
    });
    await addRpm(hub, { build_id: id, name: HOSTILE, arch: 'src' }, ['aaaa1111']);
    await addArchive(hub, { build_id: id, filename: HOSTILE });
    const page = await text(visited, `buildinfo?buildID=${id}`);
    expect(page).not.toMatch(/<script>alert|<img src=x|href="(javascript|data):/);
    expect(page).toContain('javascript:alert(1)//https://example.com');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('asks the database eight times at most, and weighs little, for hundreds of RPMs too', async () => {
    const visited = await visitedHub();
    const { hub } = visited;
    const { id } = await wholeBuild(visited);
    const few = await hub.queriesOf(() => text(visited, `buildinfo?buildID=${id}`));
    for (const arch of ['x86_64', 'aarch64', 's390x', 'ppc64le'])
      for (let number = 0; number < 75; number += 1)
        await addRpm(hub, { build_id: id, name: `tinylib-${number}`, arch }, ['aaaa1111']);
    let page = '';
    const many = await hub.queriesOf(async () => {
      page = await text(visited, `buildinfo?buildID=${id}`);
    });
    expect(many).toEqual(few);
    expect(few.length).toBeLessThanOrEqual(8);
    expect(page).toContain(`rpmlist?type=build&amp;buildID=${id}&amp;arch=aarch64">All 75</a>`);
    expect(page.match(/rpminfo\?rpmID/g)!.length).toBeLessThanOrEqual(210);
  });
});
