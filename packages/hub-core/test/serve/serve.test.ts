import { once } from 'node:events';
import { Agent, type IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { encodeCall } from '@kojikit/protocol';
import { eachEmptyDatabase } from '@kojikit/testing';
import { call, isRunning, send, ServedHub, textOf, type Program } from './served-hub.js';

const ANY = ['--listen', '127.0.0.1:0'];
const SEVERAL = [...ANY, '--workers', '3'];

/** The processes that answer, once there are this many. */
async function workersOf(origin: string, count: number): Promise<number[]> {
  const pids = new Set<number>();
  await expect
    .poll(async () => pids.add(await call(origin, 'pid')).size, { timeout: 100_000, interval: 20 })
    .toBe(count);
  return [...pids];
}

/** What a number of `/metrics` is, or the sum of all that begin with this. */
async function metric(origin: string, name: string): Promise<number> {
  const text = await textOf(await send(`${origin}/metrics`));
  const lines = text.split('\n').filter((line) => line.startsWith(name));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

async function lengthOf(response: IncomingMessage): Promise<number> {
  let length = 0;
  for await (const piece of response as AsyncIterable<Buffer>) length += piece.length;
  return length;
}

/* A program that hangs in its end would be told apart by the test's own time only. */
async function stopsWhileBusy(program: Program): Promise<void> {
  const origin = await program.url;
  const agent = new Agent({ keepAlive: true });
  await call(origin, 'pid', agent);
  const waiting = send(`${origin}/kojihub`, encodeCall('wait', []));
  const download = await send(`${origin}/kojifiles/work/long.bin`);
  await once(download, 'readable');
  // The calls that wait have arrived when one that was sent after them is answered.
  await call(origin, 'pid');
  program.kill('SIGTERM');
  expect((await waiting).statusCode).toBe(200);
  expect(await program.ended).toMatchObject({ code: 0 });
  await expect(lengthOf(download)).rejects.toThrow('aborted');
  agent.destroy();
}

eachEmptyDatabase('koji-hub serve', (make, engine) => {
  it('ends on SIGTERM although callers wait, idle and read slowly', async () => {
    const hub = await ServedHub.prepare(await make());
    await stopsWhileBusy(hub.serve(...ANY));
  });

  it('ends at once, with a line that says why, when the port is taken', async () => {
    const hub = await ServedHub.prepare(await make());
    const first = hub.serve(...ANY);
    const { host } = new URL(await first.url);
    const second = await hub.serve('--listen', host).ended;
    expect(second).toMatchObject({ code: 1, output: '' });
    expect(second.errors).toBe(`koji-hub: cannot listen on ${host}: the port is taken by another program\n`);
    expect(await call(await first.url, 'hello')).toBe('Hello World');
  });

  if (engine === 'sqlite') {
    it('refuses several workers', async () => {
      const hub = await ServedHub.prepare(await make());
      expect(await hub.serve(...SEVERAL).ended).toMatchObject({
        code: 2,
        errors: expect.stringMatching(
          /\nkoji-hub: error: several workers need PostgreSQL: SQLite has one writer\n/,
        ) as string,
      });
    });
    return;
  }

  it('shares the port among workers, which count together and are replaced', async () => {
    const hub = await ServedHub.prepare(await make());
    const origin = await hub.serve(...SEVERAL).url;
    const pids = await workersOf(origin, 3);
    const counted = await metric(origin, 'kojihub_calls_total{method="pid"');
    expect(counted).toBeGreaterThanOrEqual(3);
    await call(origin, 'pid');
    expect(await metric(origin, 'kojihub_calls_total{method="pid"')).toBe(counted + 1);
    expect(await metric(origin, 'kojihub_call_duration_seconds_count{method="pid"}')).toBe(counted + 1);
    expect(await metric(origin, 'kojihub_workers{state="answering"}')).toBe(3);

    process.kill(pids[0]!, 'SIGKILL');
    await expect.poll(() => isRunning(pids[0]!), { timeout: 100_000 }).toBe(false);
    expect(await metric(origin, 'kojihub_calls_total{method="pid"')).toBe(counted + 1);
    await expect
      .poll(() => metric(origin, 'kojihub_workers{state="answering"}'), { timeout: 100_000 })
      .toBe(3);
    expect((await workersOf(origin, 3)).filter((pid) => !pids.includes(pid))).toHaveLength(1);
  });

  it('shows the numbers of workers while one of them hangs, and ends with a second signal', async () => {
    const hub = await ServedHub.prepare(await make());
    const program = hub.serve(...SEVERAL);
    const origin = await program.url;
    const pids = await workersOf(origin, 3);
    void send(`${origin}/kojihub`, encodeCall('hang', [])).catch(() => undefined);
    // A connection that goes to the one which hangs has no answer: another one has.
    const silent = () =>
      Promise.race([
        metric(origin, 'kojihub_workers{state="silent"}').catch(() => undefined),
        new Promise((resolve) => setTimeout(resolve, 20_000)),
      ]);
    await expect.poll(silent, { timeout: 100_000 }).toBe(1);
    program.kill('SIGTERM');
    await expect.poll(() => pids.filter(isRunning).length, { timeout: 100_000 }).toBe(1);
    program.kill('SIGTERM');
    expect(await program.ended).toMatchObject({ code: null, signal: 'SIGTERM' });
    await expect.poll(() => pids.some(isRunning), { timeout: 100_000 }).toBe(false);
  });

  it('ends all workers on SIGTERM although callers wait, idle and read slowly', async () => {
    const hub = await ServedHub.prepare(await make());
    const program = hub.serve(...SEVERAL);
    const pids = await workersOf(await program.url, 3);
    await stopsWhileBusy(program);
    expect(pids.some(isRunning)).toBe(false);
  });

  it('leaves no worker behind when the process that watches them is killed', async () => {
    const hub = await ServedHub.prepare(await make());
    const program = hub.serve(...SEVERAL);
    const pids = await workersOf(await program.url, 3);
    process.kill(program.pid, 'SIGKILL');
    await expect.poll(() => pids.some(isRunning), { timeout: 100_000 }).toBe(false);
  });

  it('ends at once when the port is taken, and says so once', async () => {
    const hub = await ServedHub.prepare(await make());
    const { host } = new URL(await hub.serve(...ANY).url);
    const second = await hub.serve('--listen', host, '--workers', '3').ended;
    expect(second).toMatchObject({ code: 1, output: '' });
    expect(second.errors).toBe(`koji-hub: cannot listen on ${host}: the port is taken by another program\n`);
  });

  it('gives up when workers fail to start again and again', async () => {
    const hub = await ServedHub.prepare(await make());
    const program = hub.serve(...ANY, '--workers', '2');
    const pids = await workersOf(await program.url, 2);
    hub.setSound(false);
    process.kill(pids[0]!, 'SIGKILL');
    const { code, errors } = await program.ended;
    expect(code).toBe(1);
    expect(errors.match(/^koji-hub: plugin probe \(.*\): /gm)).toHaveLength(5);
    expect(errors).toMatch(/\nkoji-hub: workers end before they answer, again and again: .*\n$/);
    expect(pids.some(isRunning)).toBe(false);
  });
});
