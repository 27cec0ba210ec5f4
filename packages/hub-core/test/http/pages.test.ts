import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { createTestHub } from '@kojikit/testing';
import { defineHubPlugin } from '../../src/plugin.js';

const mirror = defineHubPlugin({
  name: 'mirror',
  pages: [{ path: '/mirror', handler: async (visit) => new Response(await visit.request.text()) }],
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
    expect((await send(url, { pieces: ['x'.repeat(65_537)] })).status).toBe(413);
    expect((await send(url, { pieces: ['x'.repeat(40_000), 'x'.repeat(40_000)] })).status).toBe(413);
    expect((await send(url, { pieces: ['x'.repeat(65_536)] })).body).toHaveLength(65_536);
  });

  it('may be asked without a body', async () => {
    expect(await send(await mirrored(), { pieces: [] })).toEqual({ status: 200, body: '' });
  });
});
