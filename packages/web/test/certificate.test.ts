import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Authority, describeNeeding, haveOpenssl } from '@kojikit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { visitedHub } from './visit.js';

const missing = haveOpenssl ? undefined : 'there is no openssl to make certificates with';

describeNeeding(missing, 'logging in with the certificate of the browser', () => {
  let folder: string;
  let authority: Authority;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kojikit-pages-'));
    authority = new Authority(folder);
    for (const name of ['hub', 'alice', 'stranger']) authority.issue(name);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const file = (name: string) => readFileSync(authority.file(name));

  async function start() {
    const { pages } = await visitedHub({
      config: {
        SSLCert: authority.file('hub.pem'),
        SSLKey: authority.file('hub.key'),
        SSLClientCA: authority.file('ca.pem'),
        LoginCreatesUser: false,
      },
    });
    expect(pages).toMatch(/^https:/);
    return async (address: string, { user, form, cookie }: Visit = {}) => {
      const sent = request(new URL(address, pages), {
        method: form === undefined ? 'GET' : 'POST',
        ca: file('ca.pem'),
        agent: false,
        headers: {
          origin: new URL(pages).origin,
          'content-type': 'application/x-www-form-urlencoded',
          ...(cookie !== undefined && { cookie }),
        },
        ...(user !== undefined && { cert: file(`${user}.pem`), key: file(`${user}.key`) }),
      });
      sent.end(form);
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      return { status: response.statusCode, headers: response.headers, text: await text(response) };
    };
  }

  interface Visit {
    readonly user?: string;
    readonly form?: string;
    readonly cookie?: string;
  }

  it('opens a session by a secure cookie, and leads back', async () => {
    const visit = await start();
    const entered = await visit('login?page=tasks', { user: 'alice', form: 'with=certificate' });
    expect([entered.status, entered.headers.location]).toEqual([303, '/koji/tasks']);
    const [set] = entered.headers['set-cookie']!;
    expect(set).toMatch(/; Path=\/koji; HttpOnly; SameSite=Lax; Secure$/);
    const cookie = set!.split(';')[0]!;
    expect((await visit('index', { user: 'alice', cookie })).text).toContain('>alice</a');
    // The certificate alone is no session: only the button makes one.
    expect((await visit('index', { user: 'alice' })).text).not.toContain('>alice</a');
  });

  it('is refused without a certificate, and with that of nobody who is known', async () => {
    const visit = await start();
    for (const [user, why] of [
      [undefined, 'could not verify client'],
      ['stranger', 'Unknown user: stranger'],
    ] as const) {
      const refused = await visit('login', { form: 'with=certificate', ...(user && { user }) });
      expect([refused.status, refused.headers['set-cookie']]).toEqual([403, undefined]);
      expect(refused.text).toContain(why);
    }
  });
});
