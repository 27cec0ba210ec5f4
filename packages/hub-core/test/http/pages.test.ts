import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createTestHub } from '@kojikit/testing';
import { defineHubPlugin } from '../../src/plugin.js';

const mirror = defineHubPlugin({
  name: 'mirror',
  pages: [
    { path: '/mirror', handler: async (visit) => new Response(await visit.request.text()) },
    {
      path: '/failing',
      handler: async () => {
        throw new Error('a secret of the inside');
      },
    },
  ],
});

async function mirrored(): Promise<string> {
  const hub = await createTestHub({ plugins: [mirror] });
  return new URL('/mirror', await hub.listen()).href;
}

/** Sends a body in one piece with its length, or in chunks without. */
async function send(
  url: string,
  { method = 'POST', type, pieces }: { method?: string; type?: string; pieces: readonly string[] },
): Promise<{ status: number | undefined; body: string }> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(
      url,
      { method, headers: type === undefined ? {} : { 'content-type': type } },
      resolve,
    );
    sent.once('error', reject);
    for (const piece of pieces.slice(0, -1)) sent.write(piece);
    sent.end(pieces.at(-1));
  });
  return { status: answer.statusCode, body: await text(answer) };
}

describe('pages', () => {
  it('get the body of every request, whatever its type and however it is sent', async () => {
    const url = await mirrored();
    const form = 'application/x-www-form-urlencoded';
    for (const type of [form, 'application/json', 'multipart/form-data; boundary=x', 'text/plain', undefined])
      for (const pieces of [['{"a=b'], ['{"a', '=b']])
        for (const method of ['POST', 'PUT', 'PATCH'])
          expect(await send(url, { method, type, pieces }), `${method} ${type} ${pieces.length}`).toEqual({
            status: 200,
            body: '{"a=b',
          });
  });

  it('are not asked where the body cannot be read, or is too long', async () => {
    const url = await mirrored();
    expect((await send(url, { type: 'nonsense', pieces: ['a=b'] })).status).toBe(415);
    expect(await send(url, { pieces: ['x'.repeat(65_537)] })).toEqual({
      status: 413,
      body: 'This form is too large: 65536 bytes are taken at most. Nothing was done.\n',
    });
    expect((await send(url, { pieces: ['x'.repeat(40_000), 'x'.repeat(40_000)] })).status).toBe(413);
    expect((await send(url, { pieces: ['x'.repeat(65_536)] })).body).toHaveLength(65_536);
  });

  it('are not asked with headers or an address that are too long, which is said in words', async () => {
    const url = await mirrored();
    const words = 'The address and headers are too long: 16384 bytes are taken at most.\n';
    for (const [address, cookie] of [
      [url, 'x'.repeat(20_000)],
      [`${url}?${'x'.repeat(20_000)}`, ''],
    ] as const) {
      const response = await fetch(address, { headers: { cookie } });
      expect([response.status, await response.text()]).toEqual([431, words]);
    }
  });

  it('that are not there, or fail, are answered in words that tell nothing of the inside', async () => {
    const url = await mirrored();
    const missing = await fetch(new URL('/nosuch', url));
    expect([missing.status, await missing.text()]).toEqual([404, 'There is nothing at this address\n']);
    const failed = await fetch(new URL('/failing', url));
    expect([failed.status, await failed.text()]).toEqual([
      500,
      'This failed. The log of the hub says why.\n',
    ]);
  });

  it('may be asked without a body', async () => {
    expect(await send(await mirrored(), { pieces: [] })).toEqual({ status: 200, body: '' });
  });
});
