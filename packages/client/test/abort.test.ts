import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestHub } from '@kojikit/testing';
import { expect, onTestFinished, test } from 'vitest';
import { createClient, hubCall, type ClientOptions } from '../src/index.js';
import { Relay } from './relay.js';

/** A real hub behind a relay, with a client that is logged in as admin. */
async function start(options: Partial<ClientOptions> = {}) {
  const hub = await createTestHub();
  const relay = await Relay.before(await hub.listen());
  const client = createClient({
    url: relay.url,
    auth: { type: 'password', user: 'kojiadmin', password: 'pw' },
    retryInterval: 0.05,
    ...options,
  });
  onTestFinished(async () => {
    client.close();
    await relay.close();
  });
  await client.login();
  return { hub, relay, client };
}

const reason = new Error('enough');
const soon = (why: unknown = reason): AbortSignal => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(why), 50);
  return controller.signal;
};

test('an aborted call closes its connection, and the next call of the session works', async () => {
  const { hub, relay, client } = await start();
  const task = await hub.rows.task();
  const waiting = client.call('waitTask', { task_id: task.id, timeout: 60 }, { signal: soon() });
  await expect(waiting).rejects.toBe(reason);
  await relay.empty();
  expect(await client.call('echo', { args: ['next'] })).toEqual(['next']);
});

test('an aborted call rejects with the reason, whatever it is', async () => {
  const { hub, client } = await start();
  const task = await hub.rows.task();
  const asked = client.call('waitTask', { task_id: task.id, timeout: 60 }, { signal: soon('tired') });
  expect(await asked.catch((caught: unknown) => caught)).toBe('tired');
  const late = client.call('getAPIVersion', {}, { signal: AbortSignal.abort(reason) });
  await expect(late).rejects.toBe(reason);
});

test('after the abort nothing is tried any more', async () => {
  const { relay, client } = await start();
  relay.shut();
  const before = relay.connections;
  await expect(client.call('getTag', { tagInfo: 1 }, { signal: soon() })).rejects.toBe(reason);
  expect(relay.connections).toBeGreaterThan(before);
  // What knocked just before the abort is counted when the relay hears it.
  await sleep(100);
  const tried = relay.connections;
  await sleep(300);
  expect(relay.connections).toBe(tried);
});

test('a multicall ends between its batches, and what waits for its turn leaves the queue', async () => {
  const { hub, client } = await start();
  const task = await hub.rows.task();
  const controller = new AbortController();
  const { signal } = controller;
  const wait = () => hubCall('waitTask', { task_id: task.id, timeout: 60 });
  const batches = client.multicall([wait(), wait()], { batch: 1, signal });
  const queued = client.call('getAPIVersion', {}, { signal });
  const others = [
    client.login({ signal }),
    client.logout(undefined, { signal }),
    client.subsession({ signal }),
  ];
  setTimeout(() => controller.abort(reason), 50);
  for (const one of [batches, queued, ...others]) await expect(one).rejects.toBe(reason);
  expect(await client.call('getAPIVersion')).toBe(1);
});

test('an upload ends, also while its source is silent', async () => {
  const { client } = await start();
  async function* silent() {
    yield Buffer.from('begin');
    await new Promise(() => undefined);
  }
  const upload = client.upload(silent(), 'cli-build/1', 'log', { signal: soon() });
  await expect(upload).rejects.toBe(reason);
  const before = client.upload('/nowhere/at/all', 'cli-build/1', 'log', {
    signal: AbortSignal.abort(reason),
  });
  await expect(before).rejects.toBe(reason);
});

test('a download ends between its pieces', async () => {
  const { hub, client } = await start();
  const task = await hub.rows.task();
  const folder = join(hub.topdir, 'work', 'tasks', String(task.id), String(task.id));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'big.log'), Buffer.alloc(9 * 1024 * 1024, 'x'));
  const controller = new AbortController();
  const read = async () => {
    let bytes = 0;
    for await (const piece of client.readTaskOutput(task.id, 'big.log', { signal: controller.signal })) {
      bytes += piece.length;
      controller.abort(reason);
    }
    return bytes;
  };
  await expect(read()).rejects.toBe(reason);
});

test('waiting for a task ends with the task, or before it with the signal', async () => {
  const { hub, relay, client } = await start();
  const task = await hub.rows.task();
  await expect(client.waitTask(task.id, { signal: soon() })).rejects.toBe(reason);
  const states: number[] = [];
  const ended = client.waitTask(task.id, { onState: ({ state }) => states.push(state) });
  // The session is free while the task is waited for.
  await client.call('cancelTask', { task_id: task.id });
  expect((await ended).state).toBe(3);
  expect(states.at(-1)).toBe(3);
  client.close();
  await relay.empty();
  await expect(client.waitTask(task.id)).rejects.toMatchObject({ code: 'CLIENT_CLOSED' });
});

test('a task that there is not is not waited for', async () => {
  const { client } = await start();
  await expect(client.waitTask(4711)).rejects.toMatchObject({ faultName: 'GenericError' });
});
