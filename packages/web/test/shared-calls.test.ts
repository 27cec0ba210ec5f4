import { setImmediate as nextTick } from 'node:timers/promises';
import { hubCall, type HubCall } from '@kojikit/protocol';
import { expect, it } from 'vitest';
import type { Answer, HubConnection } from '../src/hub/connection.js';
import { SharedCalls } from '../src/live/shared-calls.js';

/* A hub that answers when it is told to. */
function slowHub() {
  const asked: {
    readonly asks: readonly HubCall[];
    readonly signal: AbortSignal;
    answer(): void;
    fail(): void;
  }[] = [];
  const connection: HubConnection = {
    calls: (asks, session, signal) =>
      new Promise<readonly Answer[]>((resolve, reject) => {
        const result = asked.length + 1;
        const answer = () => resolve([{ result }]);
        asked.push({ asks, signal: signal!, answer, fail: () => reject(new Error('away')) });
      }),
  };
  const shared = new SharedCalls();
  return { asked, open: (hub: object = connection) => shared.over({ ...connection, hub }) };
}

const waiting = hubCall('watchNews', { kinds: ['task'], seen: 'x', timeout: 15 });
const reading = hubCall('listTasks', { opts: { decode: true } });

it('what several readers wait for is asked once, and ends when the last of them leaves', async () => {
  const { asked, open } = slowHub();
  const readers = [new AbortController(), new AbortController(), new AbortController()];
  const answers = readers.map(({ signal }) => open().calls([waiting], undefined, signal));
  await nextTick();
  expect(asked.length).toBe(1);
  readers[0]!.abort();
  await expect(answers[0]).rejects.toThrow();
  expect(asked[0]!.signal.aborted).toBe(false);
  asked[0]!.answer();
  expect(await answers[1]).toEqual([{ result: 1 }]);
  expect(await answers[2]).toEqual([{ result: 1 }]);
  const last = open().calls([waiting], undefined, readers[1]!.signal);
  readers[1]!.abort();
  await expect(last).rejects.toThrow();
  expect([asked.length, asked[1]!.signal.aborted]).toEqual([2, true]);
});

it('each hub and each session is asked for itself, and an error is told to all', async () => {
  const { asked, open } = slowHub();
  const hub = {};
  const answers = [
    open(hub).calls([waiting]),
    open(hub).calls([waiting]),
    open({}).calls([waiting]),
    open(hub).calls([waiting], { id: 1, key: 'k' }),
  ];
  const settled = Promise.allSettled(answers);
  expect(asked.length).toBe(3);
  asked[0]!.fail();
  asked[1]!.answer();
  asked[2]!.answer();
  expect((await settled).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
});

it('what was begun before is too old for who asks how things are', async () => {
  const { asked, open } = slowHub();
  const first = [open().calls([reading]), open().calls([reading])];
  await nextTick();
  const later = open().calls([reading]);
  expect(asked.length).toBe(2);
  for (const { answer } of asked) answer();
  expect(await Promise.all([...first, later])).toEqual([[{ result: 1 }], [{ result: 1 }], [{ result: 2 }]]);
});
