import { BUILD_STATES, encodeResponse, PathInfo, splitKeywords } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { describe, expect, it } from 'vitest';
import { createPages } from '@kojikit/web';
import { completeBuild } from './built.js';
import { openEvents } from './event-reader.js';
import { runningTask } from './running-task.js';
import { visitedHub } from './visit.js';

const textOf = (html: string) =>
  [...html.matchAll(/id="L(\d+)"[^]*?<\/a> ([^]*?)\n<\/span/g)].map(([, number, text]) => [
    Number(number),
    text,
  ]);

eachDatabase('live updates', (open) => {
  const start = async () => runningTask(await visitedHub({}, open));

  it('tell the page of a task what state it is in, and end with it', async () => {
    const site = await start();
    const events = await openEvents(await site.eventsOf(`taskinfo?taskID=${site.id}`));
    expect(events.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(events.response.headers.get('content-encoding')).toBe(null);
    const child = await site.host.call<number>('host.subtask', ['newRepo', ['f40'], site.id]);
    expect((await events.until('tasks')).data).toMatchObject([{ id: child, state: 'free' }]);
    await (await site.hub.as('kojiadmin')).call('cancelTask', [child, false]);
    expect((await events.until('tasks')).data).toMatchObject([{ id: child, state: 'canceled' }]);
    await site.host.call('host.closeTask', [site.id, encodeResponse('done')]);
    expect((await events.until('tasks')).data).toMatchObject([{ id: site.id, state: 'closed', kind: 'ok' }]);
    expect((await events.next())!.name).toBe('end');
    expect(await events.next()).toBe(undefined);
    expect(await (await site.get(`taskinfo?taskID=${site.id}`)).text()).not.toContain('data-events');
  });

  it('tell the page of a build what its tasks do, until the last has ended', async () => {
    const site = await start();
    const build = await site.hub.rows.build({ state: BUILD_STATES.BUILDING, taskId: site.id });
    const address = `buildinfo?buildID=${build.id}`;
    const events = await openEvents(await site.eventsOf(address));
    const child = await site.host.call<number>('host.subtask', ['newRepo', ['f40'], site.id]);
    expect((await events.until('tasks')).data).toMatchObject([{ id: child, state: 'free' }]);
    await completeBuild(site.hub, build.id);
    const tagging = await openEvents(await site.eventsOf(address));
    await (await site.hub.as('kojiadmin')).call('cancelTask', [child, false]);
    await site.host.call('host.closeTask', [site.id, encodeResponse('done')]);
    await events.until('end');
    await tagging.until('end');
    expect(await (await site.get(address)).text()).not.toContain('data-events');
  });

  it('bring lines when they are complete, and the rest when the task ends', async () => {
    const site = await start();
    await site.append('one\ntw');
    const events = await openEvents(await site.eventsOf(`watchlogs?taskID=${site.id}`));
    await site.append(Buffer.from('o\r\n10%\r99%\n\u001b[31mred\u001b[0m <b>\nzw\u00f6').subarray(0, -1));
    const lines = (await events.until('log')).data as { first: number; html: string };
    expect(lines.first).toBe(2);
    expect(textOf(lines.html).slice(0, 2)).toEqual([
      [2, 'two'],
      [3, '99%'],
    ]);
    expect(lines.html).toContain('ansi-red');
    expect(lines.html).toContain('&lt;b&gt;');
    await site.append(Buffer.from('\u00f6').subarray(1));
    await site.host.call('host.closeTask', [site.id, encodeResponse('done')]);
    expect(textOf(((await events.until('log')).data as { html: string }).html)).toEqual([[5, 'zwö']]);
    expect((await events.next())!.name).toBe('end');
  });

  it('go on exactly after every cut', async () => {
    const site = await start();
    await site.append('line 1\n');
    const address = await site.eventsOf(`watchlogs?taskID=${site.id}`);
    const seen: unknown[] = [[1, 'line 1']];
    let position: string | undefined;
    let written = 1;
    for (let cut = 0; cut < 10; cut += 1) {
      const events = await openEvents(address, position);
      for (let count = 0; count < 5; count += 1) await site.append(`line ${(written += 1)}\n`);
      while (seen.length < written - 2) {
        const { data } = await events.until('log');
        seen.push(...textOf((data as { html: string }).html));
      }
      position = events.position;
      events.leave();
    }
    await site.host.call('host.closeTask', [site.id, encodeResponse('done')]);
    const last = await openEvents(address, position);
    for (let event = await last.next(); event?.name !== 'end'; event = await last.next()) {
      if (event?.name === 'log') seen.push(...textOf((event.data as { html: string }).html));
    }
    expect(seen).toEqual([...Array(written).keys()].map((line) => [line + 1, `line ${line + 1}`]));
  });

  it('say when a log is another file than before', async () => {
    const site = await start();
    await site.append('aaaa\nbbbb\n');
    const address = await site.eventsOf(`watchlogs?taskID=${site.id}`);
    const folder = new PathInfo(site.hub.topdir).taskRelative(site.id);
    await site.host.upload(folder, 'build.log', 'x\ny\n');
    const events = await openEvents(address);
    expect((await events.until('again')).data).toBe(null);
    expect(await events.next()).toBe(undefined);
  });

  it('tell the list of tasks of the trees that it shows', async () => {
    const site = await start();
    const events = await openEvents(await site.eventsOf('tasks'));
    await site.host.call('host.closeTask', [site.id, encodeResponse('done')]);
    expect((await events.until('tasks')).data).toMatchObject([{ id: site.id, state: 'closed' }]);
  });

  it('say when a list has other rows, also after a cut, and nothing when only others have news', async () => {
    const site = await start();
    const admin = await site.hub.as('kojiadmin');
    const address = await site.eventsOf('tasks?method=sleep&state=all&view=flat');
    const events = await openEvents(address);
    await admin.call('makeTask', ['sleep', [1]]);
    expect((await events.until('rows')).data).toBe(null);
    const { position } = events;
    events.leave();
    const again = await openEvents(`${address}&after=${position}`);
    await admin.call('makeTask', ['newRepo', ['f40']]);
    await admin.call('makeTask', ['sleep', [1]]);
    await again.until('rows');
    expect(again.position).not.toBe(position);
    again.leave();
    const missed = await openEvents(address, position);
    await missed.until('rows');
    expect(missed.position).toBe(again.position);
    missed.leave();
  });
});

describe('streams of live updates', () => {
  it('end when the server closes', async () => {
    const site = await runningTask(await visitedHub());
    const events = await openEvents(await site.eventsOf(`taskinfo?taskID=${site.id}`));
    const ended = events.next();
    await site.hub.close();
    expect(await ended).toBe(undefined);
  });

  it('are refused for what is not there or cannot be read', async () => {
    const { get, post } = await visitedHub();
    const status = async (query: string) => (await get(`_events${query}`)).status;
    expect(await status('?taskID=77')).toBe(404);
    const lists = ['taskinfo?taskID=1', 'nosuch', '//evil.example/tasks', 'tasks?state=nonsense'];
    for (const list of lists) expect(await status(`?list=${encodeURIComponent(list)}`), list).toBe(400);
    for (const query of [
      '',
      '?list=tasks&log=build.log',
      '?taskID=x',
      '?taskID=1,',
      `?taskID=${[...Array(101).keys()].join(',')}`,
    ])
      expect(await status(query), query).toBe(400);
    expect((await post('_events?taskID=1', {})).status).toBe(405);
  });

  it('are limited per visitor and in all, and a place is free again when one is left', async () => {
    const { hub } = await visitedHub();
    const { id } = await hub.rows.task();
    const pages = createPages('/koji', { streams: { process: 3, visitor: 2 } });
    const openAs = (visitor: string) =>
      pages.answer(new Request(`http://x/koji/_events?taskID=${id}`), {
        visitor,
        calls: async (asks, session, signal) => {
          // Only a call that waits for news says how long.
          if (splitKeywords(asks[0]!.params).keywords['timeout'] !== undefined)
            await new Promise((resolve) => signal?.addEventListener('abort', resolve));
          return [{ result: await hub.anonymous.call(asks[0]!.method, asks[0]!.params) }];
        },
      });
    const [first, second] = [await openAs('1.2.3.4'), await openAs('1.2.3.4')];
    const refused = await openAs('1.2.3.4');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
    expect((await openAs('5.6.7.8')).status).toBe(200);
    expect((await openAs('9.9.9.9')).status).toBe(503);
    await first.body!.cancel();
    expect((await openAs('1.2.3.4')).status).toBe(200);
    expect(second.status).toBe(200);
  });
});
