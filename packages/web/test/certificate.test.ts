import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Authority, describeNeeding, haveOpenssl } from '@kojikit/testing';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { servePages, type ServePagesOptions } from '@kojikit/web';
import { visitedHub } from './visit.js';

const missing = haveOpenssl ? undefined : 'there is no openssl to make certificates with';

describeNeeding(missing, 'logging in with the certificate of the browser', () => {
  let folder: string;
  let authority: Authority;
  let foreign: Authority;
  let pagesCertificate: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kojikit-pages-'));
    authority = new Authority(folder);
    for (const name of ['hub', 'alice', 'stranger']) authority.issue(name);
    pagesCertificate = authority.issueForLogin('pages');
    const elsewhere = join(folder, 'elsewhere');
    await mkdir(elsewhere);
    foreign = new Authority(elsewhere);
    foreign.issue('alice');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const file = (name: string) => readFileSync(authority.file(name));

  async function start(config: Record<string, unknown> = {}) {
    const { pages, hub } = await visitedHub({
      config: {
        SSLCert: authority.file('hub.pem'),
        SSLKey: authority.file('hub.key'),
        SSLClientCA: authority.file('ca.pem'),
        LoginCreatesUser: false,
        ...config,
      },
    });
    expect(pages).toMatch(/^https:/);
    return { hub, pages, visit: visitor(pages) };
  }

  /* The pages in a process of their own: they have the hub's name and another certificate to log in others. */
  async function startBeside(config: Record<string, unknown> = {}, options: Partial<ServePagesOptions> = {}) {
    const { pages } = await start({ ProxyDNs: 'CN=pages,O=Kojikit', ...config });
    const beside = await servePages({
      hub: {
        url: pages.replace('koji/', 'kojihub'),
        serverCa: authority.certificate,
        cert: pagesCertificate,
      },
      tls: {
        cert: authority.file('hub.pem'),
        key: authority.file('hub.key'),
        clientCa: authority.certificate,
      },
      port: 0,
      ...options,
    });
    onTestFinished(() => beside.close());
    expect(beside.url).toMatch(/^https:/);
    return visitor(beside.url);
  }

  const visitor =
    (pages: string) =>
    async (address: string, { user, form, cookie, by = authority }: Visit = {}) => {
      const sent = request(new URL(address, pages), {
        method: form === undefined ? 'GET' : 'POST',
        ca: file('ca.pem'),
        agent: false,
        headers: {
          origin: new URL(pages).origin,
          'content-type': 'application/x-www-form-urlencoded',
          ...(cookie !== undefined && { cookie }),
        },
        ...(user !== undefined && {
          cert: readFileSync(by.file(`${user}.pem`)),
          key: readFileSync(by.file(`${user}.key`)),
        }),
      });
      sent.end(form);
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      return { status: response.statusCode, headers: response.headers, text: await text(response) };
    };

  interface Visit {
    readonly user?: string;
    readonly form?: string;
    readonly cookie?: string;
    /** Who has issued the certificate. */
    readonly by?: Authority;
  }

  const NO_CERTIFICATE = 'your browser has shown no certificate that this site accepts';

  for (const [where, enter] of [
    ['in the hub', async () => (await start()).visit],
    ['beside the hub', () => startBeside()],
  ] as const) {
    it(`opens a session by a secure cookie, leads back, and ends with the logout of it (${where})`, async () => {
      const visit = await enter();
      expect((await visit('login', { user: 'alice' })).text).toContain('>Log in as alice<');
      const entered = await visit('login?page=tasks', { user: 'alice', form: 'with=certificate' });
      expect([entered.status, entered.headers.location]).toEqual([303, '/koji/tasks']);
      const [set] = entered.headers['set-cookie']!;
      expect(set).toMatch(/; Path=\/koji; HttpOnly; SameSite=Lax; Secure$/);
      const cookie = set!.split(';')[0]!;
      const page = (await visit('index', { user: 'alice', cookie })).text;
      expect(page).toContain('>alice</a');
      // The certificate alone is no session: only the button makes one.
      expect((await visit('index', { user: 'alice' })).text).not.toContain('>alice</a');
      const token = /name="a" value="([^"]+)"/.exec(page)![1]!;
      const out = await visit('logout', { user: 'alice', cookie, form: `a=${token}` });
      expect([out.status, out.headers['set-cookie']![0]]).toEqual([
        303,
        expect.stringContaining('Max-Age=0'),
      ]);
      expect((await visit('index', { user: 'alice', cookie })).text).not.toContain('>alice</a');
    });

    it(`is refused without a certificate, with one of a foreign authority, and with that of nobody who is known (${where})`, async () => {
      const visit = await enter();
      for (const [shown, why, offered] of [
        [{}, NO_CERTIFICATE, false],
        [{ user: 'alice', by: foreign }, NO_CERTIFICATE, false],
        [{ user: 'stranger' }, 'Unknown user: stranger', true],
      ] as const) {
        const refused = await visit('login', { form: 'with=certificate', ...shown });
        expect([refused.status, refused.headers['set-cookie']]).toEqual([403, undefined]);
        expect(refused.text).toContain(why);
        const page = await visit('login', shown);
        expect(page.text.includes('Log in as ')).toBe(offered);
        expect(page.text).toContain('type="password"');
      }
    });
  }

  it('needs a hub that believes the pages', async () => {
    const visit = await startBeside({ ProxyDNs: 'CN=other' });
    const refused = await visit('login', { user: 'alice', form: 'with=certificate' });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('CN=pages,O=Kojikit is not authorized to login other users');
  });

  it('is not offered where the hub does not know the pages', async () => {
    const visit = await startBeside();
    const hub = { url: 'https://127.0.0.1:9/kojihub', serverCa: authority.certificate };
    const without = await startBeside({}, { hub });
    expect((await without('login', { user: 'alice' })).text).not.toContain('Log in as');
    expect((await without('login', { user: 'alice', form: 'with=certificate' })).status).toBe(403);
    expect((await visit('login', { user: 'alice' })).text).toContain('Log in as');
  });

  it('takes files that are there', async () => {
    const hub = { url: 'https://127.0.0.1:9/kojihub' };
    const tls = { cert: authority.file('nosuch.pem') };
    await expect(servePages({ hub, tls, port: 0 })).rejects.toThrow('cannot read');
  });
});
