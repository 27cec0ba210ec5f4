import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decodeResponse, encodeCall } from '@kojikit/protocol';
import { Authority, createTestHub, haveOpenssl, type TestHub } from '@kojikit/testing';

describe('the hub with TLS of its own', () => {
  let folder: string;
  let authority: Authority;
  let hub: TestHub;

  beforeAll(async () => {
    if (!haveOpenssl) return;
    folder = await mkdtemp(join(tmpdir(), 'kojikit-tls-'));
    authority = new Authority(folder);
    for (const name of ['hub', 'alice', 'newcomer', 'proxy']) authority.issue(name);
  });
  beforeEach(async ({ skip }) => {
    skip(!haveOpenssl, 'there is no openssl to make certificates with');
    hub = await createTestHub({
      config: {
        SSLCert: authority.file('hub.pem'),
        SSLKey: authority.file('hub.key'),
        SSLClientCA: authority.file('ca.pem'),
        LoginCreatesUser: false,
        ProxyDNs: 'CN=proxy,O=Kojikit',
      },
    });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** One call over TLS, with the certificate of a user if one is named. */
  async function call(
    user: string | undefined,
    method: string,
    params: unknown[],
    headers = {},
  ): Promise<unknown> {
    const url = await hub.listen();
    const options: RequestOptions = {
      method: 'POST',
      ca: readFileSync(authority.file('ca.pem')),
      headers,
      agent: false,
    };
    if (user !== undefined) {
      options.cert = readFileSync(authority.file(`${user}.pem`));
      options.key = readFileSync(authority.file(`${user}.key`));
    }
    const body = await new Promise<Buffer>((resolve, reject) => {
      const sent = request(url, options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => resolve(Buffer.concat(parts)));
      });
      sent.on('error', reject);
      sent.end(encodeCall(method, params));
    });
    return decodeResponse(body);
  }

  it('listens with its certificate', async () => {
    expect(await hub.listen()).toMatch(/^https:/);
    expect(await call(undefined, 'hello', [])).toBe('Hello World');
  });

  it('logs in who shows a certificate of its authority', async () => {
    const session = (await call('alice', 'sslLogin', [])) as Record<string, unknown>;
    const headers = {
      'Koji-Session-Id': String(session['session-id']),
      'Koji-Session-Key': String(session['session-key']),
    };
    expect(await call('alice', 'getLoggedInUser', [], headers)).toMatchObject({ name: 'alice', authtype: 2 });
  });

  it('refuses certificate login without a certificate, but a password still works', async () => {
    await expect(call(undefined, 'sslLogin', [])).rejects.toThrow('could not verify client');
    expect(await call(undefined, 'login', ['alice', 'pw'])).toHaveProperty('session-key');
  });

  it('makes no account for an unknown certificate when it is told not to', async () => {
    await expect(call('newcomer', 'sslLogin', [])).rejects.toThrow('Unknown user: newcomer');
  });

  it('lets a listed proxy log in others, and nobody else', async () => {
    expect(await call('proxy', 'sslLogin', ['alice'])).toHaveProperty('session-key');
    await expect(call('alice', 'sslLogin', ['kojiadmin'])).rejects.toThrow(
      'not authorized to login other users',
    );
  });

  it('believes nobody who only writes the headers of a proxy', async () => {
    const headers = { 'SSL-Client-Verify': 'SUCCESS', 'SSL-Client-S-DN': 'CN=alice', 'Remote-User': 'alice' };
    await expect(call(undefined, 'sslLogin', [], headers)).rejects.toThrow('could not verify client');
  });
});
