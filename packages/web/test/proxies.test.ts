import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@kojikit/client';
import { decodeResponse, encodeCall } from '@kojikit/protocol';
import { Authority, haveOpenssl } from '@kojikit/testing';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { apache, nginx, startProxy } from './proxy-server.js';
import { runningTask } from './running-task.js';
import { visitedHub } from './visit.js';

const MEGABYTE = 1 << 20;
/* More than a proxy keeps in memory, or would rather put on its disk. */
const UPLOAD = 100 * MEGABYTE;

describe.for([nginx, apache])('the example for $name', (kind) => {
  let folder = '';
  let authority: Authority;

  beforeAll(() => {
    if (!haveOpenssl) return;
    folder = mkdtempSync(join(tmpdir(), 'kojikit-proxies-'));
    mkdirSync(join(folder, 'other'));
    authority = new Authority(folder);
    for (const name of ['proxy', 'alice']) authority.issue(name);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A hub behind the proxy, with a task that runs. */
  async function site() {
    const config = { TrustedProxies: '127.0.0.1', LoginCreatesUser: false, CheckClientIP: true };
    const visited = await visitedHub({ config });
    const task = await runningTask(visited);
    const { hub } = visited;
    chmodSync(hub.topdir, 0o755);
    const url = await startProxy(kind, { hub: new URL(visited.pages).host, topdir: hub.topdir, authority });
    const send = (path: string, options: RequestOptions = {}) =>
      request(`${url}${path}`, { ca: readFileSync(authority.certificate), agent: false, ...options });
    const ask = async (
      path: string,
      options: RequestOptions = {},
      body?: string,
    ): Promise<IncomingMessage> => {
      const sent = send(path, { method: body === undefined ? 'GET' : 'POST', ...options }).end(body);
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      return response;
    };
    const login = (certificate: string) => {
      const auth = { type: 'ssl', cert: certificate, serverCa: authority.certificate } as const;
      const client = createClient({
        url: `${url}/kojihub`,
        serverCa: authority.certificate,
        auth,
        retries: 1,
      });
      onTestFinished(() => client.close());
      return client;
    };
    return { hub, task, url, send, ask, login };
  }

  it('lets people log in with their certificates, and believes nothing that they write in headers', async ({
    skip,
  }) => {
    skip(!kind.isInstalled(), `${kind.name} is not installed`);
    skip(!haveOpenssl, 'there is no openssl to make certificates with');
    const { hub, ask, login } = await site();
    const client = login(authority.issueForLogin('alice'));
    await client.login();
    expect(await client.call('getLoggedInUser')).toMatchObject({ name: 'alice' });

    const forged = {
      'Remote-User': 'kojiadmin',
      'SSL-Client-Verify': 'SUCCESS',
      'SSL-Client-S-DN': 'CN=kojiadmin',
      SSL_Client_Verify: 'SUCCESS',
      SSL_Client_S_DN: 'CN=kojiadmin',
      Remote_User: 'kojiadmin',
      'X-Forwarded-For': '192.0.2.1',
    };
    for (const place of ['/kojihub', '/kojihub/ssllogin', '/kojihub//ssllogin']) {
      const answer = textOf(await ask(place, { headers: forged }, encodeCall('sslLogin', [])));
      await expect(answer.then(decodeResponse)).rejects.toThrow('could not verify client: None');
    }
    // Beside a certificate that is good, they make nobody another one, and no other address.
    const alice = {
      cert: readFileSync(authority.file('alice.pem')),
      key: readFileSync(authority.file('alice.key')),
    };
    const answer = decodeResponse(
      await textOf(await ask('/kojihub/ssllogin', { ...alice, headers: forged }, encodeCall('sslLogin', []))),
    ) as Record<string, number>;
    const session = sql`SELECT users.name AS name, sessions.hostip AS address FROM sessions
      JOIN users ON users.id = sessions.user_id WHERE sessions.id = ${answer['session-id']}`;
    const db = hub.database.open();
    expect(await db.first(session).finally(() => db.release())).toEqual({
      name: 'alice',
      address: '127.0.0.1',
    });

    const stranger = new Authority(join(folder, 'other'));
    await expect(login(stranger.issueForLogin('kojiadmin')).login()).rejects.toThrow();
    expect((await ask('/metrics')).statusCode).toBe(403);
  });

  it('passes a large upload on while it comes', async ({ skip }) => {
    skip(!kind.isInstalled(), `${kind.name} is not installed`);
    skip(!haveOpenssl, 'there is no openssl to make certificates with');
    const { hub, send } = await site();
    const { session } = await hub.as('alice');
    const query = new URLSearchParams({
      filepath: 'cli-build/1',
      filename: 'big.rpm',
      offset: '0',
      overwrite: '1',
      fileverify: 'adler32',
    });
    const upload = send(`/kojihub?${query.toString()}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': UPLOAD,
        'koji-session-id': String(session!.id),
        'koji-session-key': session!.key,
        'koji-session-callnum': '0',
      },
    });
    const answered = once(upload, 'response') as Promise<[IncomingMessage]>;
    const piece = Buffer.alloc(MEGABYTE, 'x');
    const write = async (count: number) => {
      for (let index = 0; index < count; index += 1) if (!upload.write(piece)) await once(upload, 'drain');
    };
    await write(10);
    // The hub has a part of it although the rest was not sent.
    const file = join(hub.topdir, 'work/cli-build/1/big.rpm');
    await expect
      .poll(() => existsSync(file) && statSync(file).size, { timeout: 100_000 })
      .toBeGreaterThan(5 * MEGABYTE);
    await write(90);
    upload.end();
    const [response] = await answered;
    expect(decodeResponse(await textOf(response))).toMatchObject({ size: UPLOAD });
    expect(statSync(file).size).toBe(UPLOAD);
  });

  it('passes events on at once, compresses pages, and serves no other files than the hub', async ({
    skip,
  }) => {
    skip(!kind.isInstalled(), `${kind.name} is not installed`);
    skip(!haveOpenssl, 'there is no openssl to make certificates with');
    const { hub, task, ask } = await site();
    const compressed = { headers: { 'accept-encoding': 'gzip' } };
    await task.append('one\n');
    const { pathname, search } = new URL(await task.eventsOf(`watchlogs?taskID=${task.id}`));
    const events = await ask(`${pathname}${search}`, compressed);
    expect([events.headers['content-type'], events.headers['content-encoding']]).toEqual([
      'text/event-stream; charset=utf-8',
      undefined,
    ]);
    let seen = '';
    events.on('data', (data: Buffer) => (seen += data.toString()));
    for (const line of ['two', 'three']) {
      await task.append(`${line}\n`);
      // The stream goes on, and nothing else would fill a buffer.
      await expect.poll(() => seen, { timeout: 100_000 }).toContain(line);
    }
    events.destroy();

    const page = await ask('/koji/tasks', compressed);
    expect([page.statusCode, page.headers['content-encoding']]).toEqual([200, 'gzip']);

    mkdirSync(join(hub.topdir, 'packages/hello'), { recursive: true });
    mkdirSync(join(hub.topdir, 'private'));
    writeFileSync(join(hub.topdir, 'packages/hello/file.txt'), 'hello');
    writeFileSync(join(hub.topdir, 'private/file.txt'), 'secret');
    writeFileSync(join(hub.topdir, 'koji.sqlite'), 'secret');
    const statusOf = async (path: string) => (await ask(path)).resume().statusCode;
    expect(await textOf(await ask('/kojifiles/packages/hello/file.txt'))).toBe('hello');
    expect(await statusOf('/kojifiles/packages/hello/')).toBe(200);
    for (const path of [
      'koji.sqlite',
      'private/file.txt',
      'packages/../koji.sqlite',
      'packages/%2e%2e/koji.sqlite',
      'packages/..%2fkoji.sqlite',
      './koji.sqlite',
    ])
      expect([path, await statusOf(`/kojifiles/${path}`)]).toEqual([
        path,
        expect.toSatisfy((status: number) => status >= 400),
      ]);
  });
});

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of response as AsyncIterable<Buffer>) text += piece.toString();
  return text;
}
