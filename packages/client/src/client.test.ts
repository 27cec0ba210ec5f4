import { setTimeout as sleep } from 'node:timers/promises';
import {
  AuthExpired,
  double,
  GenericError,
  hubCall,
  isFault,
  PreBuildError,
  RetryError,
  ServerOffline,
  uncheckedCall,
} from '@kojikit/protocol';
import { afterEach, expect, test } from 'vitest';
import { HubConnectionError, HubHttpError } from './index.js';
import { auth, callNumbers, closeAll, open, start, withLogin } from '../test/hub-and-client.js';
import { TAKEN, type Behaviour } from '../test/scripted-hub.js';

afterEach(closeAll);

test('an anonymous call carries no session and says which program calls', async () => {
  const { hub, client } = await start(() => ['x', double(2), null]);
  expect(await client.callUnchecked('echo', ['x'], { strict: true, event: undefined })).toEqual([
    'x',
    double(2),
    null,
  ]);
  const [seen] = hub.seen;
  expect(seen?.headers).toMatchObject({ 'user-agent': 'koji/1', 'content-type': 'text/xml' });
  expect(seen?.headers['koji-session-id']).toBeUndefined();
  expect(seen?.positional).toEqual(['x']);
  expect(seen?.keywords).toEqual({ strict: true });
  expect(client.hubVersion).toBe('1.35.3');
});

test('faults become errors with the code of their class', async () => {
  const { client } = await start(() => {
    throw new PreBuildError('no such target');
  });
  const error = await client.callUnchecked('build').catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 1010, faultName: 'PreBuildError', message: 'no such target' });
  expect(isFault(error, 'BuildError')).toBe(true);
  expect(isFault(error, 'TagError')).toBe(false);
});

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

test('a hub that cannot be reached is named without the session', async () => {
  const { hub, client } = await start(
    withLogin(() => null, false),
    { auth, retries: 1 },
  );
  await client.login();
  await hub[Symbol.asyncDispose]();
  open.hubs.splice(0);
  const error = await client.callUnchecked('echo').catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(HubConnectionError);
  expect((error as HubConnectionError).code).toBe('ECONNREFUSED');
  expect((error as Error).message).toContain(`cannot reach ${hub.url}: `);
  expect((error as Error).message).not.toContain('secret');
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

test('an expired session is renewed, and the call made again', async () => {
  let logins = 0;
  const { hub, client } = await start(
    (seen) => {
      if (seen.method === 'login') {
        return { 'session-id': 7, 'session-key': `key${++logins}`, 'header-auth': true };
      }
      if (seen.method === 'getTag' && seen.headers['koji-session-key'] === 'key1') {
        throw new AuthExpired('session "7" has expired');
      }
      return null;
    },
    { auth },
  );
  await client.login({ exclusive: true });
  await client.callUnchecked('getTag', [1]);
  expect(hub.methods()).toEqual(['login', 'exclusiveSession', 'getTag', 'login', 'getTag']);
  expect(hub.seen[1]?.keywords).toEqual({ force: false });
  expect(hub.seen[3]?.keywords).toEqual({ opts: null, renew: true, exclusive: true });
  expect(hub.seen[3]?.headers['koji-session-key']).toBe('key1');
  expect(hub.seen[4]?.headers).toMatchObject({ 'koji-session-key': 'key2', 'koji-session-callnum': '0' });
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

test('a multicall answers results and faults in order, in batches if asked', async () => {
  const { hub, client } = await start((seen) =>
    (seen.positional[0] as { methodName: string; params: unknown[] }[]).map((call) =>
      call.methodName === 'echo' ? [call.params] : { faultCode: 1000, faultString: 'nope', traceback: [] },
    ),
  );
  const answers = await client.multicall([
    uncheckedCall('echo', [1], { strict: true, event: undefined }),
    uncheckedCall('bad'),
    hubCall('echo'),
  ]);
  expect(answers[0]).toEqual({ result: [1, { strict: true, __starstar: true }] });
  expect(answers[1]).toMatchObject({ fault: { code: 1000, faultName: 'GenericError', message: 'nope' } });
  expect(answers[2]).toEqual({ result: [] });
  expect(await client.multicall([])).toEqual([]);
  expect(
    await client.multicall([hubCall('echo'), hubCall('echo'), hubCall('echo')], { batch: 2 }),
  ).toHaveLength(3);
  expect(hub.seen).toHaveLength(3);
});

test('an aborted call ends at once, also while it waits for its turn', async () => {
  const { client } = await start(
    withLogin((seen) => (seen.method === 'wait' ? sleep(60_000, TAKEN, { ref: false }) : 'quick')),
    { auth },
  );
  await client.login();
  const controller = new AbortController();
  const long = client.callUnchecked('wait', [], {}, { signal: controller.signal });
  const queued = client.callUnchecked('other', [], {}, { signal: AbortSignal.timeout(50) });
  await expect(queued).rejects.toThrow();
  setTimeout(() => controller.abort(new Error('enough')), 10);
  await expect(long).rejects.toThrow('enough');
  expect(await client.callUnchecked('echo')).toBe('quick');
});

test('a hub that stays silent is given up after the timeout', async () => {
  const { client } = await start(() => sleep(60_000, TAKEN, { ref: false }));
  await expect(client.callUnchecked('echo', [], {}, { timeout: 0.1 })).rejects.toThrow(
    /no answer from .* within 0.1 seconds/,
  );
});

test('redirects are followed on the same machine only', async () => {
  let target = '/elsewhere';
  const { hub, client } = await start((seen, response) => {
    if (seen.url.pathname === '/elsewhere') return 'here';
    response.writeHead(307, { location: target }).end();
    return TAKEN;
  });
  expect(await client.callUnchecked('echo')).toBe('here');
  target = 'http://other.example.com/kojihub';
  await expect(client.callUnchecked('echo')).rejects.toThrow(
    /redirects to http:\/\/other.example.com\/kojihub, which is not followed/,
  );
  target = hub.url;
  await expect(client.callUnchecked('echo')).rejects.toThrow('redirects too often');
});

test('typed calls send their parameters by name, collected ones by position', async () => {
  const { hub, client } = await start(() => null);
  await client.api.getTag({ tagInfo: 'f30', strict: true });
  await client.api.editTag2({ tagInfo: 'f30', locked: true });
  await client.api.hello({ args: [1, 2] });
  await client.api.count({ methodName: 'listTags', args: [null], perms: false });
  await client.api['host.getID']();
  expect(hub.seen.map((seen) => [seen.method, seen.positional, seen.keywords])).toEqual([
    ['getTag', [], { tagInfo: 'f30', strict: true }],
    ['editTag2', [], { tagInfo: 'f30', locked: true }],
    ['hello', [1, 2], {}],
    ['count', ['listTags', null], { perms: false }],
    ['host.getID', [], {}],
  ]);
});

test('Kerberos logins are refused with a reason', async () => {
  const { client } = await start(() => null, { auth: { type: 'gssapi' } });
  await expect(client.login()).rejects.toThrow(/GSSAPI.*not available/);
  const anonymous = await start(() => null);
  await expect(anonymous.client.login()).rejects.toThrow('no credentials are configured');
});

test('an answer that is not XML-RPC is an error, not a value', async () => {
  const { client } = await start((seen, response) => {
    response.writeHead(200).end('<html>login here</html>');
    return TAKEN;
  });
  await expect(client.callUnchecked('echo')).rejects.toThrow(
    /kojihub answered with something \(<html>.* …\), not with XML-RPC: is this the URL of a hub\?/,
  );
});

test('a web server that is no hub is taken for none', async () => {
  const { client } = await start((seen, response) => {
    response.writeHead(404).end();
    return TAKEN;
  });
  await expect(client.callUnchecked('echo')).rejects.toThrow('404 Not Found: is this the URL of a hub?');
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

test('a value without a form in XML-RPC takes no call number', async () => {
  const { hub, client } = await start(
    withLogin(() => null),
    { auth },
  );
  await client.login();
  await expect(client.callUnchecked('echo', [() => 1])).rejects.toThrow('cannot encode a function');
  await client.callUnchecked('echo', [1]);
  expect(callNumbers(hub.seen)).toEqual([undefined, '0']);
  await expect(client.callUnchecked('echo', ['\u001b[1m'])).rejects.toThrow('U+001B');
});

test('errors of the hub keep their text', async () => {
  const { client } = await start(() => {
    throw new GenericError('No such tagInfo: <x> & ü');
  });
  await expect(client.callUnchecked('getTag', ['x'])).rejects.toThrow('No such tagInfo: <x> & ü');
});
