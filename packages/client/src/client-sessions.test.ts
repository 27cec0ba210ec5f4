import { setTimeout as sleep } from 'node:timers/promises';
import { AuthExpired } from '@kojikit/protocol';
import { afterEach, expect, test } from 'vitest';
import { auth, callNumbers, closeAll, open, start, withLogin } from '../test/hub-and-client.js';
import type { Behaviour } from '../test/scripted-hub.js';

afterEach(closeAll);

test('calls of a session are numbered and sent in order', async () => {
  const { hub, client } = await start(
    withLogin(async () => {
      await sleep(Math.random() * 10);
      return null;
    }),
    { auth },
  );
  await client.login();
  await Promise.all([1, 2, 3, 4].map((n) => client.callUnchecked('echo', [n])));
  expect(hub.seen.slice(1).map((seen) => seen.positional[0])).toEqual([1, 2, 3, 4]);
  expect(callNumbers(hub.seen)).toEqual([undefined, '0', '1', '2', '3']);
  expect(hub.seen[1]?.headers).toMatchObject({ 'koji-session-id': '7', 'koji-session-key': 'secret' });
  expect(hub.seen[1]?.url.search).toBe('');
  expect(hub.seen[0]?.positional).toEqual(['alice', 'pw']);
});

test('a call within the session of somebody else has no number and leaves the own session alone', async () => {
  const { hub, client } = await start(
    withLogin(() => null),
    { auth },
  );
  await client.login();
  await client.callUnchecked('echo', [1], {}, { session: { id: 9, key: 'theirs' } });
  await client.callUnchecked('echo', [2]);
  expect(hub.seen[1]?.headers).toMatchObject({ 'koji-session-id': '9', 'koji-session-key': 'theirs' });
  expect(callNumbers(hub.seen)).toEqual([undefined, undefined, '0']);
});

test('an old hub gets the session in the URL', async () => {
  const { hub, client } = await start(
    withLogin(() => null, false),
    { auth },
  );
  await client.login();
  await client.callUnchecked('getLoggedInUser');
  expect(Object.fromEntries(hub.seen[1]?.url.searchParams ?? [])).toEqual({
    'session-id': '7',
    'session-key': 'secret',
    callnum: '0',
  });
});

/** A hub whose first session has expired for `getTag`, and which then hands out another. */
const renewing = (): Behaviour => {
  let logins = 0;
  return ({ method, headers }) => {
    if (method === 'login') {
      return { 'session-id': 7, 'session-key': `key${++logins}`, 'header-auth': true };
    }
    if (method === 'getTag' && headers['koji-session-key'] === 'key1') {
      throw new AuthExpired('session "7" has expired');
    }
    return null;
  };
};

test('an expired session is renewed, and the call made again', async () => {
  const { hub, client } = await start(renewing(), { auth });
  await client.login({ exclusive: true });
  await client.callUnchecked('getTag', [1]);
  expect(hub.methods()).toEqual(['login', 'exclusiveSession', 'getTag', 'login', 'getTag']);
  expect(hub.seen[1]?.keywords).toEqual({ force: false });
  expect(hub.seen[3]?.keywords).toEqual({ opts: null, renew: true, exclusive: true });
  expect(hub.seen[3]?.headers['koji-session-key']).toBe('key1');
  expect(hub.seen[4]?.headers).toMatchObject({ 'koji-session-key': 'key2', 'koji-session-callnum': '0' });
});

test('a logout behind a call that renews the session ends the new one', async () => {
  const { hub, client } = await start(renewing(), { auth });
  await client.login();
  await Promise.all([client.callUnchecked('getTag', [1]), client.logout()]);
  expect(hub.methods()).toEqual(['login', 'getTag', 'login', 'getTag', 'logout']);
  expect(hub.seen[4]?.headers).toMatchObject({ 'koji-session-key': 'key2', 'koji-session-callnum': '1' });
});

test('logout ends the session, and an expired one is no error', async () => {
  let expired = false;
  const { hub, client } = await start(
    withLogin(() => {
      if (expired) throw new AuthExpired('expired');
      return null;
    }),
    { auth },
  );
  await client.login();
  await client.logout();
  expect(client.loggedIn).toBe(false);
  await client.logout();
  expect(hub.methods()).toEqual(['login', 'logout']);
  await client.login();
  expired = true;
  await client.logout();
  expect(client.loggedIn).toBe(false);
});

test('a subsession has its own session and call numbers', async () => {
  const { hub, client } = await start(
    withLogin((seen) =>
      seen.method === 'subsession' ? { 'session-id': 8, 'session-key': 'sub', 'header-auth': true } : null,
    ),
    { auth },
  );
  await client.login();
  const sub = await client.subsession();
  open.clients.push(sub);
  await sub.call('echo');
  expect(sub.session?.id).toBe(8);
  expect(hub.seen.at(-1)?.headers).toMatchObject({ 'koji-session-id': '8', 'koji-session-callnum': '0' });
});

test('Kerberos logins are refused with a reason', async () => {
  const { client } = await start(() => null, { auth: { type: 'gssapi' } });
  await expect(client.login()).rejects.toThrow(/GSSAPI.*not available/);
  const anonymous = await start(() => null);
  await expect(anonymous.client.login()).rejects.toThrow('no credentials are configured');
});
