import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { describe, expect, it } from 'vitest';
import { decodeResponse, encodeCall } from '@kojikit/protocol';
import { createTestHub } from '@kojikit/testing';

const post = (url: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body: body as string, headers: { 'content-type': 'text/xml', ...headers } });

describe('the HTTP server', () => {
  it('answers calls at /kojihub and below it', async () => {
    const hub = await createTestHub();
    const url = await hub.listen();
    for (const path of [url, `${url}/`, `${url}/ssllogin`]) {
      const response = await post(path, encodeCall('hello', []));
      expect(decodeResponse(await response.text())).toBe('Hello World');
      expect(response.headers.get('koji-version')).toBe('1.35.3');
    }
  });

  it('answers anything but POST with 405', async () => {
    const hub = await createTestHub();
    const response = await fetch(await hub.listen());
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  it('refuses a body over MaxRequestLength and serves the next request', async () => {
    const hub = await createTestHub({ config: { MaxRequestLength: 1000 } });
    const url = await hub.listen();
    const response = await post(url, 'x'.repeat(500_000));
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Request too long');
    expect(decodeResponse(await (await post(url, encodeCall('hello', []))).text())).toBe('Hello World');
  });

  it('refuses entities and document types', async () => {
    const hub = await createTestHub();
    const document = '<!DOCTYPE x [<!ENTITY a "b">]><methodCall><methodName>hello</methodName></methodCall>';
    expect((await post(await hub.listen(), document)).status).toBe(400);
  });

  it('goes on when a caller hangs up in the middle of a request', async () => {
    const hub = await createTestHub();
    const url = new URL(await hub.listen());
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(url.port), url.hostname, () => {
        socket.write('POST /kojihub HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n<methodCall>');
        setTimeout(() => socket.destroy(), 20);
      });
      socket.once('error', reject);
      socket.once('close', () => resolve());
    });
    expect(decodeResponse(await (await post(url.href, encodeCall('hello', []))).text())).toBe('Hello World');
  });

  it('shows files below KojiDir, but no database and nothing outside', async () => {
    const hub = await createTestHub();
    await mkdir(join(hub.topdir, 'repos/x'), { recursive: true });
    await writeFile(join(hub.topdir, 'repos/x/repo.json'), '{"id": 1}');
    await writeFile(join(hub.topdir, 'koji.sqlite'), 'secret');
    const files = (await hub.listen()).replace('/kojihub', '/kojifiles');
    expect(await (await fetch(`${files}/repos/x/repo.json`)).json()).toEqual({ id: 1 });
    expect((await fetch(`${files}/koji.sqlite`)).status).toBe(404);
    expect((await fetch(`${files}/koji.sqlite-wal`)).status).toBe(404);
    expect((await fetch(`${files}/%2e%2e/%2e%2e/etc/passwd`)).status).not.toBe(200);
  });

  it('tells operators that it is alive, ready, and what it has done', async () => {
    const hub = await createTestHub();
    const url = await hub.listen();
    await post(url, encodeCall('hello', []));
    const origin = new URL(url).origin;
    expect(await (await fetch(`${origin}/healthz`)).text()).toBe('ok\n');
    expect(await (await fetch(`${origin}/readyz`)).text()).toBe('ready\n');
    expect(await (await fetch(`${origin}/metrics`)).text()).toContain(
      'kojihub_calls_total{method="hello",code="0"} 1',
    );
  });

  it('believes the forwarded address of a listed proxy, and of nobody else', async () => {
    const address = async (TrustedProxies: string) => {
      const hub = await createTestHub({ config: { CheckClientIP: true, TrustedProxies } });
      const url = await hub.listen();
      const response = await post(url, encodeCall('login', ['alice', 'pw']), {
        'x-forwarded-for': '192.0.2.7',
      });
      decodeResponse(await response.text());
      return hub.database.transaction((db) => db.value<string>(sql`SELECT hostip FROM sessions`));
    };
    expect(await address('127.0.0.1')).toBe('192.0.2.7');
    expect(await address('')).toBe('127.0.0.1');
  });
});
