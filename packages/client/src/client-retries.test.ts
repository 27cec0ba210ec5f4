import { setTimeout as sleep } from 'node:timers/promises';
import { isFault, RetryError, ServerOffline } from '@kojikit/protocol';
import { afterEach, expect, test } from 'vitest';
import { HubHttpError } from './index.js';
import { auth, callNumbers, closeAll, start, withLogin } from '../test/hub-and-client.js';
import { TAKEN, type Behaviour } from '../test/scripted-hub.js';

afterEach(closeAll);

test('a dropped connection is tried again with the same call number', async () => {
  let drops = 3;
  const { hub, client } = await start(
    withLogin((seen, response) => {
      if (drops-- > 0) {
        response.destroy();
        return TAKEN;
      }
      return 'done';
    }),
    { auth },
  );
  await client.login();
  expect(await client.callUnchecked('makeTask', ['sleep', [1]])).toBe('done');
  expect(callNumbers(hub.seen.slice(1))).toEqual(['0', '0', '0', '0']);
  expect(client.resends).toBe(3);
  await client.callUnchecked('echo');
  expect(callNumbers(hub.seen).at(-1)).toBe('1');
});

test('an answer that breaks off in the middle is tried again', async () => {
  let broken = true;
  const { client } = await start(
    withLogin((seen, response) => {
      if (!broken) return 'whole';
      broken = false;
      response.writeHead(200, { 'content-length': '1000' });
      response.write('<?xml');
      setTimeout(() => response.destroy(), 20);
      return TAKEN;
    }),
    { auth },
  );
  await client.login();
  expect(await client.callUnchecked('getTag', [1])).toBe('whole');
});

test('a RetryError of the hub ends the retries', async () => {
  let first = true;
  const { hub, client } = await start(
    withLogin((seen, response) => {
      if (first) {
        first = false;
        response.destroy();
        return TAKEN;
      }
      throw new RetryError('unable to retry call 0 (method makeTask)');
    }),
    { auth },
  );
  await client.login();
  const error = await client.callUnchecked('makeTask').catch((caught: unknown) => caught);
  expect(isFault(error, 'RetryError')).toBe(true);
  expect(hub.seen).toHaveLength(3);
});

test('a hub that is overloaded is asked again, one that refuses the request is not', async () => {
  const answers = [503, 502, 200];
  const { hub, client } = await start(
    withLogin((seen, response) => {
      const status = answers.shift() ?? 400;
      if (status === 200) return 'fine';
      response.writeHead(status, { 'content-type': 'text/plain' });
      response.end('Invalid request: x');
      return TAKEN;
    }),
    { auth },
  );
  await client.login();
  expect(await client.callUnchecked('echo')).toBe('fine');
  const before = hub.seen.length;
  const error = await client.callUnchecked('echo').catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(HubHttpError);
  expect((error as Error).message).toMatch(/\/kojihub answered 400 Bad Request: Invalid request: x$/);
  expect(hub.seen).toHaveLength(before + 1);
});

test('the number of retries is limited', async () => {
  const { hub, client } = await start(
    withLogin((seen, response) => {
      response.writeHead(503).end();
      return TAKEN;
    }),
    { auth, retries: 2 },
  );
  await client.login();
  await expect(client.callUnchecked('echo')).rejects.toThrow(HubHttpError);
  expect(hub.seen).toHaveLength(1 + 3);
});

test('anonymous calls are tried again only on request', async () => {
  const refuse: Behaviour = (seen, response) => {
    response.writeHead(503).end();
    return TAKEN;
  };
  const plain = await start(refuse);
  await expect(plain.client.callUnchecked('echo')).rejects.toThrow(HubHttpError);
  expect(plain.hub.seen).toHaveLength(1);
  const retrying = await start(refuse, { anonRetry: true, retries: 2 });
  await expect(retrying.client.callUnchecked('echo')).rejects.toThrow(HubHttpError);
  expect(retrying.hub.seen).toHaveLength(3);
});

test('an offline hub is waited for when the caller wants it', async () => {
  let offline = 2;
  const behaviour: Behaviour = () => {
    if (offline-- > 0) throw new ServerOffline('maintenance');
    return 'back';
  };
  const waiting = await start(behaviour, { offlineRetry: true, offlineRetryInterval: 0.01 });
  expect(await waiting.client.callUnchecked('echo')).toBe('back');
  offline = 1;
  const impatient = await start(behaviour);
  await expect(impatient.client.callUnchecked('echo')).rejects.toThrow('maintenance');
});

test('a closed client fails calls under way and starts no more retries', async () => {
  const { client } = await start(
    withLogin(() => sleep(60_000, TAKEN, { ref: false })),
    { auth, retryInterval: 60 },
  );
  await client.login();
  const call = client.callUnchecked('echo');
  setTimeout(() => client.close(), 30);
  await expect(call).rejects.toThrow();
});
