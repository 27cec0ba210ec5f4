import { TASK_STATES } from '@kojikit/protocol';
import { defineHubPlugin } from '@kojikit/hub-core/plugin';
import { describe, expect, it } from 'vitest';
import { formOf, login as member, problemOf } from '@kojikit/testing/pages';
import { visitedHub, type Visited } from './visit.js';

const login = async (visited: Visited, user: string) => (await member(visited, user)).headers;

const tokenOf = (page: string, action: string) =>
  new RegExp(`action="${action}[^>]*>\\s*<input type="hidden" name="a" value="([\\w-]+)"`).exec(page)?.[1] ??
  '';

describe('logging in', () => {
  it('sets a cookie that scripts cannot read, and leads to a page of ours only', async () => {
    const { post } = await visitedHub();
    const password = { user: 'alice', password: 'pw' };
    const response = await post('login?page=taskinfo%3FtaskID%3D1', password);
    expect(response.headers.get('set-cookie')).toMatch(
      /^kojikit_session=\d+:[\w-]+; Path=\/koji; HttpOnly; SameSite=Lax$/,
    );
    expect(response.headers.get('location')).toBe('/koji/taskinfo?taskID=1');
    for (const elsewhere of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '\\\\x',
    ]) {
      const led = await post(`login?page=${encodeURIComponent(elsewhere)}`, password);
      expect(led.headers.get('location'), elsewhere).toBe('/koji/index');
    }
  });

  it('refuses a wrong password with the form again, and a certificate that is not there', async () => {
    const { post } = await visitedHub();
    const wrong = await post('login', { user: '<b>alice', password: 'nonsense' });
    expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([403, null]);
    const page = await wrong.text();
    expect(page).toContain('invalid username or password');
    expect(page).toContain('value="&lt;b&gt;alice"');
    const bare = await post('login', { with: 'certificate' });
    const refusal = 'your browser has shown no certificate that this site accepts';
    expect([bare.status, await bare.text()]).toEqual([403, expect.stringContaining(refusal)]);
  });

  it('is refused from the page of somebody else', async () => {
    const { post } = await visitedHub();
    const form = { user: 'alice', password: 'pw' };
    expect((await post('login', form, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post('login', form, { origin: 'null' })).status).toBe(403);
  });
});

describe('logging out', () => {
  it('ends the session, also for who has copied the cookie', async () => {
    const visited = await visitedHub();
    const alice = await login(visited, 'alice');
    const page = await (await visited.get('index', alice)).text();
    expect(page).toContain('>alice</a');
    expect((await visited.get('logout', alice)).status).toBe(405);
    expect((await visited.post('logout', { a: 'wrong' }, alice)).status).toBe(409);
    const response = await visited.post('logout', { a: logoutToken(page) }, alice);
    expect([response.status, response.headers.get('set-cookie')]).toEqual([
      303,
      expect.stringContaining('Max-Age=0'),
    ]);
    const after = await visited.get('index', alice);
    expect(await after.text()).not.toContain('>alice</a');
    expect(after.headers.get('set-cookie')).toContain('Max-Age=0');
  });
});

const logoutToken = (page: string) => /name="a"\s+value="([\w-]+)"/.exec(page)?.[1] ?? '';

describe('canceling a task', () => {
  it('is for its owner, by a form with its token, and a mere link only asks', async () => {
    const visited = await visitedHub();
    const { hub, get, post } = visited;
    const { id } = await hub.rows.task({ owner: 2 });
    const address = `canceltask?taskID=${id}`;
    const state = async () => (await hub.anonymous.call<{ state: number }>('getTaskInfo', [id])).state;
    expect((await get(address)).status).toBe(403);
    const alice = await login(visited, 'alice');
    const shown = await (await get(`taskinfo?taskID=${id}`, alice)).text();
    const token = tokenOf(shown, 'canceltask');
    expect(token).not.toBe('');

    expect(await (await get(address, alice)).text()).toContain('Cancel this task');
    expect((await post(address, { a: 'wrong' }, alice)).status).toBe(409);
    expect((await post(address, { a: token }, { ...alice, origin: 'https://evil.example' })).status).toBe(
      403,
    );
    expect((await post(address, { a: token })).status).toBe(403);
    const admin = await login(visited, 'kojiadmin');
    expect((await post(address, { a: token }, admin)).status).toBe(409);
    expect(await state()).toBe(TASK_STATES.FREE);

    const done = await post(address, { a: token }, alice);
    expect([done.status, done.headers.get('location')]).toEqual([303, `/koji/taskinfo?taskID=${id}`]);
    expect(await state()).toBe(TASK_STATES.CANCELED);
  });

  it('is refused for who may not, whatever the form says', async () => {
    const visited = await visitedHub();
    const { id } = await visited.hub.rows.task({ owner: 1 });
    const alice = await login(visited, 'alice');
    const asked = await (await visited.get(`canceltask?taskID=${id}`, alice)).text();
    const response = await visited.post(
      `canceltask?taskID=${id}`,
      { a: tokenOf(asked, 'canceltask') },
      alice,
    );
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('not owner')]);
  });

  it('is followed by resubmitting, which leads to the new task', async () => {
    const visited = await visitedHub();
    const { id } = await visited.hub.rows.task({ owner: 2, state: TASK_STATES.CANCELED });
    const alice = await login(visited, 'alice');
    const page = await (await visited.get(`taskinfo?taskID=${id}`, alice)).text();
    const done = await visited.post(`resubmittask?taskID=${id}`, { a: tokenOf(page, 'resubmittask') }, alice);
    expect(done.headers.get('location')).toBe(`/koji/taskinfo?taskID=${id + 1}`);
  });

  it('is offered on the page of a task below one that failed, for that one', async () => {
    const visited = await visitedHub();
    const { rows } = visited.hub;
    const failed = { owner: 2, state: TASK_STATES.FAILED };
    const [top, open] = [await rows.task(failed), await rows.task({ owner: 2, state: TASK_STATES.OPEN })];
    const [child, early] = [
      await rows.task({ ...failed, parent: top.id }),
      await rows.task({ ...failed, parent: open.id }),
    ];
    const good = await rows.task({ ...failed, state: TASK_STATES.CLOSED, parent: top.id });
    const alice = await member(visited, 'alice');
    const page = `taskinfo?taskID=${child.id}`;
    expect(await alice.read(`taskinfo?taskID=${good.id}`)).not.toContain('resubmittask');
    expect(await alice.read(`taskinfo?taskID=${early.id}`)).not.toContain('resubmittask');
    expect(await (await visited.get(page)).text()).not.toContain('resubmittask');
    const deep = await rows.task({ ...failed, parent: child.id });
    const done = await alice.press(page, `Resubmit task ${top.id}`);
    expect(done.headers.get('location')).toBe(`/koji/taskinfo?taskID=${deep.id + 1}`);
    const below = `taskinfo?taskID=${deep.id}`;
    expect(await alice.read(below)).toMatch(
      new RegExp(`<dt>Top</dt>\\s*<dd><a href="taskinfo\\?taskID=${top.id}">`),
    );
    const again = await alice.press(below, `Resubmit task ${top.id}`);
    expect(again.headers.get('location')).toBe(`/koji/taskinfo?taskID=${deep.id + 2}`);
    const refused = await alice.submit(`resubmittask?taskID=${child.id}`);
    expect([refused.status, problemOf(await refused.text())]).toEqual([
      409,
      'only top-level tasks may be resubmitted',
    ]);
  });
});

describe('the panel of a plugin', () => {
  const done: number[] = [];
  const plugin = defineHubPlugin({
    name: 'fruit',
    panels: [
      {
        name: 'fruit',
        on: 'task',
        read: async (ctx, id) => [
          {
            title: '<b>Fruit</b>',
            facts: [
              { label: 'Kind', text: '<i>pear</i>', link: 'javascript:alert(1)' },
              { label: 'Task', text: 'this', link: `taskinfo?taskID=${id}` },
            ],
            code: 'eat <it>',
            actions: [{ name: 'eat', label: 'Eat it' }],
          },
        ],
        actions: { eat: async (ctx, id) => void done.push(id) },
      },
      { name: 'stone', on: 'task', read: () => Promise.reject(new Error('hard')) },
    ],
  });

  it('is shown as text, beside one that fails, and its buttons work for who is logged in', async () => {
    const visited = await visitedHub({ plugins: [plugin] });
    const { id } = await visited.hub.rows.task();
    const anonymous = await (await visited.get(`taskinfo?taskID=${id}`)).text();
    expect(anonymous).toContain('&lt;b&gt;Fruit&lt;/b&gt;');
    expect(anonymous).toContain('eat &lt;it&gt;');
    expect(anonymous).not.toContain('javascript:');
    expect(anonymous).toContain('This part could not be read');
    expect(anonymous).not.toContain('Eat it');
    const alice = await login(visited, 'alice');
    const page = await (await visited.get(`taskinfo?taskID=${id}`, alice)).text();
    const address = `panelaction?panel=fruit&action=eat&id=${id}&place=task`;
    const answer = await visited.post(address, { a: tokenOf(page, 'panelaction') }, alice);
    expect(answer.headers.get('location')).toBe(`/koji/taskinfo?taskID=${id}`);
    expect(done).toEqual([id]);
    const other = address.replace('eat', 'constructor');
    expect((await visited.post(other, { a: tokenOf(page, 'panelaction') }, alice)).status).toBe(404);
    const old = await visited.post(
      address,
      { a: 'old', label: 'Eat <it>', tick: 'all of it', value: 'yes' },
      alice,
    );
    const again = await old.text();
    expect(old.status).toBe(409);
    expect(again).toContain(`Eat &lt;it&gt; for task ${id}?`);
    expect(again).toMatch(/name="value" value="yes"\s+checked[^>]*> all of it/);
    expect(formOf(again).fields).toMatchObject({ label: 'Eat <it>', tick: 'all of it', value: 'yes' });
    // What a mere link says does not stand on the page as words of ours.
    const linked = await (await visited.get(`${address}&label=Mine&tick=Mine`, alice)).text();
    expect(linked).not.toContain('>Mine');
    expect(linked).toContain('Do “eat” of fruit');
    expect(done).toEqual([id]);
  });
});

describe('the page for admins', () => {
  const eaten: (string | null)[] = [];
  const plugin = defineHubPlugin({
    name: 'fruit',
    panels: [
      {
        name: 'fruit',
        on: 'admin',
        read: async () => [
          {
            title: 'Fruit',
            table: {
              columns: ['Kind<'],
              rows: [{ cells: ['<i>pear</i>'], actions: [{ name: 'eat', label: 'Eat', value: '"pear"' }] }],
            },
            actions: [{ name: 'eat', label: 'Eat another', input: 'Which <kind>' }],
          },
        ],
        actions: {
          async eat(ctx, id, value) {
            eaten.push(value);
            return value === 'elsewhere'
              ? 'https://evil.example/'
              : value === 'task'
                ? 'taskinfo?taskID=1'
                : 5;
          },
        },
      },
    ],
  });

  it('shows what plugins have for them, with buttons that say which row or what was typed in', async () => {
    const visited = await visitedHub({ plugins: [plugin] });
    for (const headers of [{}, await login(visited, 'alice')]) {
      const refused = await visited.get('admin', headers);
      expect(refused.status).toBe(403);
      expect(await refused.text()).not.toMatch(/pear|href="admin"/);
    }
    const admin = await login(visited, 'kojiadmin');
    const page = await (await visited.get('admin', admin)).text();
    expect(page).toMatch(/<a href="admin" +aria-current="page">Administration<\/a>/);
    expect(page).toContain('&lt;i&gt;pear&lt;/i&gt;');
    expect(page).toContain('Kind&lt;');
    expect(page).toContain('name="value" value="&quot;pear&quot;"');
    expect(page).toContain('Which &lt;kind&gt;');

    const address = 'panelaction?panel=fruit&action=eat&id=0&place=admin';
    const send = (form: Record<string, string>) => visited.post(address, form, admin);
    const a = tokenOf(page, 'panelaction');
    const led = async (value: string) => (await send({ a, value })).headers.get('location');
    expect(await led('"pear"')).toBe('/koji/admin');
    expect(await led('task')).toBe('/koji/taskinfo?taskID=1');
    expect(await led('elsewhere')).toBe('/koji/admin');
    expect(eaten).toEqual(['"pear"', 'task', 'elsewhere']);

    const late = await send({ a: 'of yesterday', value: '<b>plum' });
    expect([late.status, await late.text()]).toEqual([
      409,
      expect.stringContaining('name="value" value="&lt;b&gt;plum"'),
    ]);
    const alice = await login(visited, 'alice');
    expect((await visited.post(address, { a }, alice)).status).toBe(409);
    expect(eaten).toHaveLength(3);
  });

  it('says so when there is nothing', async () => {
    const visited = await visitedHub();
    const page = await visited.get('admin', await login(visited, 'kojiadmin'));
    expect(await page.text()).toContain('No plugin of this hub shows anything here');
  });
});
