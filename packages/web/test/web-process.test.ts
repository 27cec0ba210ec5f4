import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { encodeResponse } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { openEvents } from './event-reader.js';
import { runningTask } from './running-task.js';
import { addOutput } from './upload.js';
import { visitedHub } from './visit.js';
import { webProcess } from './web-process.js';

/** A stream as it comes over the wire: whether it ends or is cut is lost on `fetch`. */
async function openStream(address: string): Promise<IncomingMessage> {
  const [stream] = (await once(get(address, { agent: false }), 'response')) as [IncomingMessage];
  return stream.on('error', () => undefined).resume();
}

const closed = (stream: IncomingMessage) => new Promise((resolve) => stream.once('close', resolve));

eachDatabase('koji-web', (open) => {
  /** A process with pages that follow a task and its log, and a visitor who does not read the file that he asked for. */
  async function busy() {
    const site = await runningTask(await visitedHub({}, open));
    await site.append('one\n');
    await addOutput(site.hub.topdir, site.id, 'tree.tar.gz', Buffer.alloc(50_000_000));
    const hub = site.pages.replace('koji/', 'kojihub');
    const web = await webProcess(hub);
    const addressOf = async (page: string, url = web.url) =>
      new URL(new URL(await site.eventsOf(page)).search, new URL('_events', url)).href;
    const streams: IncomingMessage[] = [];
    for (const page of [`watchlogs?taskID=${site.id}`, `taskinfo?taskID=${site.id}`, 'tasks', 'index'])
      streams.push(await openStream(await addressOf(page)));
    const file = await fetch(new URL(`getfile?taskID=${site.id}&name=tree.tar.gz`, web.url));
    expect(file.status).toBe(200);
    return { ...site, kojihub: hub, web, streams, file, addressOf };
  }

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends on %s with 0, and with it every stream properly, although a visitor reads nothing',
    async (signal) => {
      const { web, streams } = await busy();
      const ends = streams.map(closed);
      web.send(signal);
      await Promise.all(ends);
      expect(streams.map(({ complete }) => complete)).toEqual(streams.map(() => true));
      expect(await web.ended).toEqual({ code: 0, signal: null, errors: '' });
    },
  );

  it('ends at once with a second signal', async () => {
    const { web } = await busy();
    // Both are there when it goes on.
    for (const signal of ['SIGSTOP', 'SIGINT', 'SIGTERM', 'SIGCONT'] as const) web.send(signal);
    const { code, signal } = await web.ended;
    expect([code, signal]).toEqual([null, expect.stringMatching(/^SIG(?:INT|TERM)$/)]);
  });

  it('is killed, and the hub does not mind: who followed goes on with the next one where he was', async () => {
    const { web, streams, kojihub, append, addressOf, hub, id, host } = await busy();
    const log = await openEvents(await addressOf(`watchlogs?taskID=${id}`));
    await append('two\n');
    const told = await log.until('log');
    const ends = streams.map(closed);
    web.send('SIGKILL');
    expect(await web.ended).toMatchObject({ signal: 'SIGKILL' });
    await Promise.all(ends);
    await append('three\n');
    expect(await (await hub.as('kojiadmin')).call('hello')).toBe('Hello World');

    const next = await webProcess(kojihub, new URL(web.url).host);
    const address = await addressOf(`watchlogs?taskID=${id}`, next.url);
    const again = await openEvents(address, told.id);
    const { data } = await again.until('log');
    expect(JSON.stringify(data)).toContain('three');
    expect(JSON.stringify(data)).not.toContain('two');
    await host.call('host.closeTask', [id, encodeResponse('done')]);
    await again.until('end');
    next.send('SIGTERM');
    expect(await next.ended).toEqual({ code: 0, signal: null, errors: '' });
  });
});
