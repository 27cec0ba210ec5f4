import { encodeResponse, TASK_STATES } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { servePages } from '@kojikit/web';
import { expect, it, onTestFinished } from 'vitest';
import { openEvents } from './event-reader.js';
import { runningTask } from './running-task.js';
import { addOutput } from './upload.js';
import { visitedHub } from './visit.js';

const FROZEN = '[policy]\ntag =\n  tag frozen :: deny it is frozen\n  all :: allow\n';

eachDatabase('pages beside a hub', (open) => {
  const start = async () => {
    const site = await runningTask(await visitedHub({ config: FROZEN }, open));
    const pages = await servePages({ hub: { url: site.pages.replace('koji/', 'kojihub') }, port: 0 });
    onTestFinished(() => pages.close());
    const send = (address: string, init: RequestInit = {}) =>
      fetch(new URL(address, pages.url), { redirect: 'manual', ...init });
    const post = (address: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      send(address, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { origin: new URL(pages.url).origin, ...headers },
      });
    return { ...site, alone: { url: pages.url, send, post, close: pages.close } };
  };

  it('answer what those in the hub answer', async () => {
    const { hub, id, append, get, alone } = await start();
    await hub.rows.tag({ name: 'f40' });
    await append('one\ntwo\n');
    await addOutput(hub.topdir, id, 'tree.tar.gz', 'x'.repeat(2_000_000));
    const done = await hub.rows.task({ state: TASK_STATES.CANCELED });
    const same = (text: string) => text.replace(/[\d.]+ (?:s|min)\b|(?:x|width)="[\d.]+%"/g, '');
    for (const address of [
      'index',
      'tasks?state=all',
      `taskinfo?taskID=${id}`,
      `taskinfo?taskID=${done.id}`,
      `watchlogs?taskID=${id}`,
      `getfile?taskID=${id}&name=tree.tar.gz`,
      `taskstatus?taskID=${id}`,
      'tags',
      'taginfo?tagID=f40',
      'hosts',
      'hostinfo?hostID=1',
      'users',
      'userinfo?userID=1',
      'channelinfo?channelID=1',
      'login',
      'taskinfo?taskID=77',
      'tasks?state=nonsense',
      'nonsense',
    ]) {
      const [there, here] = [await get(address), await alone.send(address)];
      expect([address, here.status]).toEqual([address, there.status]);
      expect(same(await here.text()) === same(await there.text()), address).toBe(true);
    }
  });

  it('log in, cancel and log out with the session of the visitor', async () => {
    const { hub, id, alone } = await start();
    expect((await alone.post('login', { user: 'alice', password: 'wrong' })).status).toBe(403);
    const login = await alone.post('login', { user: 'kojiadmin', password: 'pw' });
    expect(login.status).toBe(303);
    const cookie = login.headers.get('set-cookie')!.split(';')[0]!;
    const page = await (await alone.send(`taskinfo?taskID=${id}`, { headers: { cookie } })).text();
    const token = (action: string) =>
      new RegExp(`action="${action}[^>]*>[^]*?name="a"\\s+value="([\\w-]+)"`).exec(page)![1]!;
    const canceled = await alone.post(`canceltask?taskID=${id}`, { a: token('canceltask') }, { cookie });
    expect(canceled.status).toBe(303);
    expect(await hub.anonymous.call('getTaskInfo', [id])).toMatchObject({ state: TASK_STATES.CANCELED });
    const tag = await hub.rows.tag({ name: 'frozen', packages: ['bash'] });
    const build = await hub.rows.build({ name: 'bash' });
    const form = `tagbuild?buildID=${build.id}`;
    const asked = await (await alone.send(form, { headers: { cookie } })).text();
    const a = /name="a"\s+value="([\w-]+)"/.exec(asked.slice(asked.indexOf('class="edit"')))![1]!;
    const refused = await alone.post(form, { a, tag: String(tag.id) }, { cookie });
    expect(await refused.text()).toContain('(tag): it is frozen [rule: tag frozen :: deny it is frozen]');
    expect((await alone.post('logout', { a: token('logout') }, { cookie })).status).toBe(303);
    expect(await (await alone.send('index', { headers: { cookie } })).text()).toContain('Log in');
  });

  it('follow a log, and end their streams when they close', async () => {
    const { id, host, append, alone } = await start();
    await append('one\n');
    const page = await (await alone.send(`watchlogs?taskID=${id}`)).text();
    const address = /data-events="([^"]*)"/.exec(page)![1]!.replaceAll('&amp;', '&');
    const events = await openEvents(new URL(address, alone.url).href);
    await append('two\n');
    expect((await events.until('log')).data).toMatchObject({ first: 2, total: 2 });
    const ended = events.next();
    await alone.close();
    expect(await ended).toBe(undefined);
    await host.call('host.closeTask', [id, encodeResponse('done')]);
  });

  it('say that the hub is away', async () => {
    const pages = await servePages({ hub: { url: 'http://127.0.0.1:9/kojihub' }, port: 0 });
    onTestFinished(() => pages.close());
    const response = await fetch(new URL('tasks', pages.url));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await response.text()).toContain('The hub is out of reach');
    expect((await fetch(new URL('/elsewhere', pages.url))).status).toBe(404);
  });
});
