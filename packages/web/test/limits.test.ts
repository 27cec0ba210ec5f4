import { request } from 'node:http';
import { servePages } from '@kojikit/web';
import { describe, expect, it, onTestFinished } from 'vitest';
import { visitedHub } from './visit.js';

const FORM = 'application/x-www-form-urlencoded';
const TOO_LARGE = 'This form is too large: 65536 bytes are taken at most. Nothing was done.\n';
const TOO_LONG = 'The address and headers are too long: 16384 bytes are taken at most.\n';

/** Sends a form of this many bytes, at the pace at which it is taken, and returns what is answered meanwhile. */
function sendForm(url: string, size: number, headers: Readonly<Record<string, string | number>>) {
  return new Promise<[status: number | undefined, text: string]>((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': FORM, ...headers },
    });
    sent.once('error', reject).once('response', (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.once('error', reject).once('end', () => {
        sent.destroy();
        resolve([response.statusCode, text]);
      });
    });
    const piece = Buffer.alloc(65_536, 'a');
    let left = size;
    const more = () => {
      while (left > 0) {
        const part = piece.subarray(0, Math.min(piece.length, left));
        left -= part.length;
        if (!sent.write(part)) return void sent.once('drain', more);
      }
      sent.end();
    };
    more();
  });
}

const PLACES = {
  'in the hub': async () => (await visitedHub()).pages,
  'beside the hub': async () => {
    const { pages } = await visitedHub();
    const alone = await servePages({ hub: { url: pages.replace('koji/', 'kojihub') }, port: 0 });
    onTestFinished(() => alone.close());
    return alone.url;
  },
};

describe.each(Object.entries(PLACES))('what is sent to pages %s', (place, start) => {
  it('is taken up to 64 KiB, and refused in words beyond: up to 100 MB, with its length or without', async () => {
    const url = new URL('login', await start()).href;
    const taken = await sendForm(url, 65_536, { 'content-length': 65_536 });
    expect(taken).toEqual([403, expect.stringContaining('name="password"')]);
    for (const size of [65_537, 1_000_000, 100_000_000]) {
      expect(await sendForm(url, size, { 'content-length': size })).toEqual([413, TOO_LARGE]);
      expect(await sendForm(url, size, { 'transfer-encoding': 'chunked' })).toEqual([413, TOO_LARGE]);
    }
  });

  it('may have no headers and no address that are too long', async () => {
    const pages = await start();
    for (const [address, cookie] of [
      ['index', 'x'.repeat(20_000)],
      [`search?terms=${'x'.repeat(20_000)}`, ''],
    ] as const) {
      const response = await fetch(new URL(address, pages), { headers: { cookie } });
      expect([response.status, await response.text()]).toEqual([431, TOO_LONG]);
    }
    expect((await fetch(new URL(`search?terms=${'x'.repeat(2000)}`, pages))).status).toBeLessThan(500);
  });
});
