import { mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeResponse, encodeCall } from '@kojikit/protocol';
import { createTestHub } from '@kojikit/testing';
import { anyone, defineHubPlugin, method } from '../../src/plugin.js';
import { serve } from '../../src/index.js';

const HERE = { host: '127.0.0.1', port: 0 };

/* A call that is under way until the test lets it go on. */
function holding() {
  let reached = () => {};
  let goOn = () => {};
  const started = new Promise<void>((resolve) => (reached = resolve));
  const free = new Promise<void>((resolve) => (goOn = resolve));
  const plugin = defineHubPlugin({
    name: 'holding',
    methods: [
      method('hold', {
        params: {},
        access: anyone,
        handler: async () => {
          reached();
          await free;
          return 'done';
        },
      }),
    ],
  });
  return { plugin, started, goOn };
}

function send(url: string, body: string, agent?: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent }, resolve).once('error', reject).end(body);
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of response as AsyncIterable<Buffer>) text += piece.toString();
  return text;
}

describe('a server that closes', () => {
  it('answers what is under way, and ends its connection', async () => {
    const { plugin, started, goOn } = holding();
    const hub = await createTestHub({ plugins: [plugin] });
    const server = await serve(hub.hub, HERE);
    const agent = new Agent({ keepAlive: true });
    const answer = send(`${server.url}/kojihub`, encodeCall('hold', []), agent);
    await started;
    const closed = server.close();
    goOn();
    const response = await answer;
    expect(response.headers['connection']).toBe('close');
    expect(decodeResponse(await textOf(response))).toBe('done');
    await closed;
    agent.destroy();
  });

  it('answers calls that wait for news at once', async () => {
    const hub = await createTestHub();
    const task = await (await hub.as('kojiadmin')).call<number>('makeTask', ['sleep', [1]]);
    const server = await serve(hub.hub, HERE);
    const answer = send(`${server.url}/kojihub`, encodeCall('waitTask', [task, 60]));
    await expect
      .poll(() => (hub.hub.parts.signals as unknown as { waiters: Map<string, unknown> }).waiters.size)
      .toBeGreaterThan(0);
    // Without an answer it is cut off before its own time is over.
    await server.close(40);
    expect(decodeResponse(await textOf(await answer))).toBe(false);
  });

  it('does not wait for idle connections, nor for what never becomes a request', async () => {
    const hub = await createTestHub();
    const server = await serve(hub.hub, HERE);
    const agent = new Agent({ keepAlive: true });
    await textOf(await send(`${server.url}/kojihub`, encodeCall('hello', []), agent));
    const silent = connect(Number(new URL(server.url).port), '127.0.0.1');
    silent.on('error', () => undefined);
    const ended = new Promise((resolve) => silent.once('close', resolve));
    await new Promise<void>((resolve) => silent.write('POST /kojihub HTTP/1.1\r\n', () => resolve()));
    await server.close(3600);
    await ended;
    agent.destroy();
  });

  it('cuts off who reads a long file slowly', async () => {
    const hub = await createTestHub();
    await mkdir(join(hub.topdir, 'work'), { recursive: true });
    await writeFile(join(hub.topdir, 'work/long.bin'), Buffer.alloc(50_000_000));
    const server = await serve(hub.hub, HERE);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(`${server.url}/kojifiles/work/long.bin`, { agent: false }, resolve).once('error', reject).end();
    });
    await once(response, 'readable');
    await server.close(0);
    await expect(once(response.resume(), 'end')).rejects.toThrow('aborted');
  });

  it('says why it cannot listen', async () => {
    const hub = await createTestHub();
    const server = await serve(hub.hub, HERE);
    const { port, host } = new URL(server.url);
    await expect(serve(hub.hub, { host: '127.0.0.1', port: Number(port) })).rejects.toThrow(
      `cannot listen on ${host}: the port is taken by another program`,
    );
    await server.close();
  });
});
