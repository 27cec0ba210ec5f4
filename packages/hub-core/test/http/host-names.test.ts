import { describe, expect, it } from 'vitest';
import { encodeCall } from '@kojikit/protocol';
import { createTestHub } from '@kojikit/testing';
import { defineHubPlugin } from '../../src/plugin.js';
import { rawRequest } from './raw-request.js';

const pages = defineHubPlugin({
  name: 'pages',
  pages: [{ path: '/koji/*', handler: () => new Response('a page') }],
});

async function hubWith(config: Record<string, string>) {
  const hub = await createTestHub({ config, plugins: [pages] });
  const { origin, port } = new URL(await hub.listen());
  const status = async (host: string, method: string, path: string, headers: string[] = []) => {
    const body = method === 'POST' && path === '/kojihub' ? encodeCall('hello', []).toString() : '';
    const type = body === '' ? [] : ['Content-Type: text/xml'];
    const all = [`Host: ${host}`, ...type, ...headers];
    return (await rawRequest(origin, path, { method, headers: all, body })).status;
  };
  return { status, port };
}

describe('a foreign host name', () => {
  it('gets nothing when HostNames names those of the hub', async () => {
    const { status, port } = await hubWith({
      HostNames: 'koji.example.com *.builders.example.com',
      KojiWebURL: 'https://www.example.com/koji',
    });
    const good = [
      'koji.example.com',
      `KOJI.example.com.:${port}`,
      'www.example.com',
      'a.builders.example.com',
      `127.0.0.1:${port}`,
      `[::1]:${port}`,
      '192.0.2.1',
      `localhost:${port}`,
      'x.localhost',
    ];
    for (const host of good) {
      expect(await status(host, 'GET', '/koji/index'), host).toBe(200);
      expect(await status(host, 'POST', '/kojihub'), host).toBe(200);
    }
    const foreign = [
      'evil.example.net',
      'koji',
      'a.b.builders.example.com',
      'builders.example.com',
      'koji.example.com.evil.net',
      'evil.net#koji.example.com',
      '127.0.0.1.evil.net',
    ];
    for (const host of foreign) {
      for (const [method, path] of [
        ['GET', '/koji/index'],
        ['POST', '/koji/index'],
        ['POST', '/kojihub'],
        ['POST', '//kojihub'],
        ['GET', '/kojifiles/'],
        ['GET', '/metrics'],
      ] as const)
        expect([host, path, await status(host, method, path)]).toEqual([host, path, 421]);
      expect(await status(host, 'GET', '/healthz')).toBe(200);
    }
  });

  it('lets a browser change nothing when KojiWebURL tells the name, and all goes on as before otherwise', async () => {
    const { status } = await hubWith({ KojiWebURL: 'http://koji.example.com/koji' });
    const browser = ['Origin: http://evil.example.net'];
    expect(await status('evil.example.net', 'POST', '/koji/login')).toBe(421);
    expect(await status('evil.example.net', 'POST', '/kojihub', browser)).toBe(421);
    expect(await status('evil.example.net', 'POST', '/kojihub')).toBe(200);
    expect(await status('evil.example.net', 'GET', '/koji/index')).toBe(200);
    for (const host of ['koji.example.com', 'koji', 'localhost', '127.0.0.1'])
      expect(await status(host, 'POST', '/koji/login'), host).toBe(200);
    const unnamed = await hubWith({});
    expect(await unnamed.status('evil.example.net', 'POST', '/koji/login')).toBe(200);
    expect(await unnamed.status('evil.example.net', 'POST', '/kojihub', browser)).toBe(200);
  });

  it('in HostNames must be a name', async () => {
    await expect(createTestHub({ config: { HostNames: 'https://koji.example.com' } })).rejects.toThrow(
      'HostNames has "https://koji.example.com", expected names',
    );
  });
});

describe('the metrics', () => {
  it('may be closed to all but some addresses, behind a listed proxy as well', async () => {
    const closed = await hubWith({ MetricsAllowed: '192.0.2.0/24', TrustedProxies: '127.0.0.1' });
    for (const path of ['/metrics', '//metrics', '/%6detrics'])
      expect(await closed.status('localhost', 'GET', path), path).toBe(403);
    expect(await closed.status('localhost', 'GET', '/metrics', ['X-Forwarded-For: 192.0.2.7'])).toBe(200);
    const open = await hubWith({ MetricsAllowed: '127.0.0.1 ::1' });
    expect(await open.status('localhost', 'GET', '/metrics')).toBe(200);
    const forged = await hubWith({ MetricsAllowed: '192.0.2.7' });
    expect(await forged.status('localhost', 'GET', '/metrics', ['X-Forwarded-For: 192.0.2.7'])).toBe(403);
    await expect(createTestHub({ config: { MetricsAllowed: 'here' } })).rejects.toThrow(
      'MetricsAllowed has "here"',
    );
  });
});
