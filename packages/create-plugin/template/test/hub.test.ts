import { createTestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import hubPlugin from '../src/hub.js';

it('makes a task for who is logged in', async () => {
  const hub = await createTestHub({ plugins: [hubPlugin] });
  const alice = await hub.as('alice');
  const taskId = await alice.call<number>('__ID__Hello', ['world']);
  expect(await alice.call('getTaskInfo', [taskId, true])).toMatchObject({
    method: '__ID__Hello',
    request: ['world'],
  });
});

it('refuses who is not', async () => {
  const hub = await createTestHub({ plugins: [hubPlugin] });
  await expect(hub.anonymous.call('__ID__Hello', ['world'])).rejects.toThrow();
});
