import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { AuthError } from '@kojikit/protocol';
import { afterEach, expect, it } from 'vitest';
import { quiet, temporarySettings } from '../../test/root-setup.js';
import { ScriptedHub, readTrace } from '../../test/scripted-hub.js';
import { Builder } from './builder.js';

const hubs: ScriptedHub[] = [];
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.close();
});

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function builderFor(port: number): Promise<{ builder: Builder; warnings: string[] }> {
  const settings = await temporarySettings({
    server: `http://127.0.0.1:${port}/kojihub`,
    user: 'builder1',
    password: 'secret',
    sleeptime: 0.1,
    maxload: 0,
    minspace: 0,
    backend: 'sandbox',
    sandbox_root: 'host',
  });
  const warnings: string[] = [];
  const log = { ...quiet, warn: (message: string) => void warnings.push(message) };
  return { builder: new Builder({ settings, log, forceLock: true }), warnings };
}

async function startHub(port: number, replacements: Record<string, unknown> = {}): Promise<ScriptedHub> {
  const hub = new ScriptedHub(await readTrace('builder-idle-loop'), replacements);
  hubs.push(hub);
  await hub.listen(port);
  return hub;
}

const tries = (warnings: readonly string[]) => warnings.filter((text) => text.includes('trying again'));

it('waits for a hub that is away at the start, saying what failed, and begins when it is there', async () => {
  const port = await freePort();
  const { builder, warnings } = await builderFor(port);
  const outcome = builder.run();
  await expect.poll(() => tries(warnings).length, { timeout: 60_000 }).toBeGreaterThan(1);
  const hub = await startHub(port);
  await builder.ready;
  const refused = `cannot reach http://127.0.0.1:${port}/kojihub: connect ECONNREFUSED 127.0.0.1:${port}`;
  expect(tries(warnings).slice(0, 2)).toEqual([
    `${refused}; trying again in 1 seconds`,
    `${refused}; trying again in 2 seconds`,
  ]);
  expect(hub.made.filter(({ method }) => method === 'login')).toHaveLength(1);
  builder.stop();
  expect(await outcome).toBe('stopped');
});

it.each([
  ['stopped', (builder: Builder) => builder.stop()],
  ['restart', (builder: Builder) => builder.restartWhenIdle()],
] as const)('ends as %s while it waits for the hub', async (outcome, end) => {
  const { builder, warnings } = await builderFor(await freePort());
  const ended = builder.run();
  await expect.poll(() => tries(warnings).length, { timeout: 60_000 }).toBeGreaterThan(0);
  end(builder);
  expect(await ended).toBe(outcome);
});

it('ends while a hub keeps it waiting for an answer', async () => {
  const server = createServer((socket) => socket.on('error', () => undefined));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const asked = new Promise((resolve) => server.once('connection', resolve));
  const { builder } = await builderFor((server.address() as AddressInfo).port);
  const ended = builder.run();
  await asked;
  builder.stop();
  expect(await ended).toBe('stopped');
  await new Promise((done) => server.close(done));
});

it('does not wait where the hub refuses the login', async () => {
  const port = await freePort();
  const hub = await startHub(port, { login: new AuthError('invalid username or password') });
  const { builder, warnings } = await builderFor(port);
  await expect(builder.run()).rejects.toThrow('Unable to log in: invalid username or password');
  expect(hub.made.map(({ method }) => method)).toEqual(['login']);
  expect(tries(warnings)).toEqual([]);
});
