import { createTestHub } from '@kojikit/testing';
import { AmqpPeer } from '@kojikit/testing/amqp';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProtonQueueEntry, ProtonQueueStats } from '../src/api.js';
import plugin from '../src/hub.js';
import { conf, eventually, queued } from './helpers.js';
import { kojiFor } from './run-koji.js';

async function setUp() {
  const peer = await AmqpPeer.start();
  onTestFinished(() => peer.stop());
  const hub = await createTestHub({
    config: '[hub]\nPlugins = protonmsg\nHousekeeping = off\n',
    plugins: [plugin],
    pluginConfig: { 'protonmsg.conf': conf(peer.url, { queue: 'max_attempts = 1' }) },
  });
  const admin = await hub.as('kojiadmin');
  await admin.call('createTag', ['t']);
  hub.hub.start();
  const url = await hub.listen();
  const add = (name: string) => admin.call('packageListAdd', ['t', name, 'alice']);
  const list = (state: string) => admin.call<ProtonQueueEntry[]>('listProtonMessages', [state]);
  return { peer, hub, url, add, list, koji: await kojiFor(url, 'kojiadmin') };
}

describe('koji proton-queue', () => {
  it('lists, counts, flushes and drops what waits for a broker that is away', async () => {
    const { peer, hub, add, list, koji } = await setUp();
    expect(await koji('proton-queue', 'list')).toEqual({ code: 0, stdout: '', stderr: '' });
    await peer.stop();
    for (const name of ['a', 'b']) await add(name);
    await eventually(async () => expect(await list('queued')).toHaveLength(2));
    const [a, b] = (await list('queued')) as [ProtonQueueEntry, ProtonQueueEntry];

    const listed = await koji('proton-queue', 'list');
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    const lines = listed.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^\S+ {2}\w{3}, \d\d \w{3} \d{4} .* {2}package\.add {2}\{.*"package":"a"/);
    expect(lines.map((line) => line.split(' ')[0])).toEqual([a.message_id, b.message_id]);
    const first = await koji('proton-queue', 'list', '--limit', '1', '--json');
    expect(JSON.parse(first.stdout)).toMatchObject([
      { message_id: a.message_id, state: 'queued', address: 'package.add', attempts: 0, last_error: null },
    ]);

    const stats = await koji('proton-queue', 'stats');
    expect(stats.stdout).toMatch(/^queued: 2\noldest: \d+ s\ndead: 0\n$/);
    expect(await koji('proton-queue', 'drop', a.message_id)).toEqual({
      code: 0,
      stdout: '1 message is dropped\n',
      stderr: '',
    });
    await peer.listen();
    const flushed = await koji('proton-queue', 'flush');
    // The pause may have ended by itself while the command was starting.
    expect(flushed.stdout).toMatch(/^(1 message is|0 messages are) tried now\n$/);
    await eventually(() => expect(peer.accepted.map(({ id }) => id)).toEqual([b.message_id]));
    await eventually(async () => expect(await queued(hub)).toEqual([]));
    const numbers = JSON.parse((await koji('proton-queue', 'stats', '--json')).stdout) as ProtonQueueStats;
    expect(numbers).toMatchObject({ queued: 0, dead: 0, kept: { sent: 1, dropped: 1 } });
    expect((await koji('proton-queue', 'list', '--state', 'dropped')).stdout).toContain(a.message_id);
  });

  it('shows why messages are dead, and puts one or all of them back', async () => {
    const { peer, add, list, koji } = await setUp();
    peer.answer = () => 'reject';
    for (const name of ['a', 'b', 'c']) await add(name);
    await eventually(async () => expect(await list('dead')).toHaveLength(3));
    const shown = await koji('proton-queue', 'list', '--state', 'dead');
    expect(shown.stdout.match(/^ {4}refused once: rejected: .*told to reject$/gm)).toHaveLength(3);
    const one = (await list('dead')).at(-1)!.message_id;
    peer.answer = () => 'accept';
    expect(await koji('proton-queue', 'retry', one)).toMatchObject({
      code: 0,
      stdout: '1 message is queued again\n',
    });
    await eventually(() => expect(peer.accepted.map(({ id }) => id)).toEqual([one]));
    expect((await koji('proton-queue', 'retry', '--all')).stdout).toBe('2 messages are queued again\n');
    await eventually(() => expect(peer.accepted).toHaveLength(3));
    expect((await koji('proton-queue', 'retry', '--all')).stdout).toBe('0 messages are queued again\n');
  });

  const mistakes: [string, string[], string][] = [
    ['nothing to do', [], 'Please say what to do: list, stats, flush, retry, drop'],
    ['an unknown word', ['purge'], 'Please say what to do: list, stats, flush, retry, drop'],
    ['a word every object knows', ['constructor'], 'Please say what to do'],
    ['ids to list', ['list', 'x'], 'list takes no message ids'],
    ['ids to flush', ['flush', 'x'], 'flush takes no message ids'],
    ['nothing to drop', ['drop'], 'Please say which messages: their ids'],
    ['nothing to retry', ['retry'], 'Please give message ids, or --all for every dead message'],
    ['ids and all', ['retry', '--all', 'x'], 'Please give message ids, or --all for every dead message'],
    ['all to drop', ['drop', '--all', 'x'], 'drop takes no --all'],
    ['a state to stats', ['stats', '--state', 'dead'], 'stats takes no --state'],
    ['a limit to flush', ['flush', '--limit', '1'], 'flush takes no --limit'],
    ['JSON to flush', ['flush', '--json'], 'flush takes no --json'],
    ['an unknown state', ['list', '--state', 'lost'], 'lost'],
    ['a limit that is no number', ['list', '--limit', 'many'], 'many'],
  ];
  it('refuses mistakes before it talks to the hub, with status 2', async () => {
    const koji = await kojiFor('http://127.0.0.1:9/kojihub', 'kojiadmin');
    for (const [what, args, text] of mistakes) {
      const { code, stdout, stderr } = await koji('proton-queue', ...args);
      expect({ what, code, stdout }).toEqual({ what, code: 2, stdout: '' });
      expect(stderr, what).toContain(text);
    }
  });

  it('says what the hub refuses, with status 1', async () => {
    const { koji, url } = await setUp();
    const refused = async (run: typeof koji, ...args: string[]) => {
      const { code, stderr } = await run('proton-queue', ...args);
      expect(code, stderr).toBe(1);
      return stderr;
    };
    expect(await refused(koji, 'retry', 'nosuch')).toContain('no message dead with id nosuch');
    expect(await refused(koji, 'drop', 'nosuch')).toContain('no message queued or dead with id nosuch');
    expect(await refused(koji, 'list', '--limit', '0')).toContain('limit must be from 1 to 1000, not 0');
    expect(await refused(await kojiFor(url, 'alice'), 'stats')).toContain('admin');
  });
});
