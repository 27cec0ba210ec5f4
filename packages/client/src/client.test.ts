import { setTimeout as sleep } from 'node:timers/promises';
import { double, GenericError, hubCall, isFault, PreBuildError, uncheckedCall } from '@kojikit/protocol';
import { afterEach, expect, test } from 'vitest';
import { HubConnectionError } from './index.js';
import { auth, callNumbers, closeAll, open, start, withLogin } from '../test/hub-and-client.js';
import { TAKEN } from '../test/scripted-hub.js';

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
  expect(error).toMatchObject({ code: 'HUB_UNREACHABLE', systemCode: 'ECONNREFUSED' });
  expect((error as Error).message).toContain(`cannot reach ${hub.url}: `);
  expect((error as Error).message).not.toContain('secret');
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
