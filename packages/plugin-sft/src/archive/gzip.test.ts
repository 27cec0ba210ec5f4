import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Gzip } from './gzip.js';

async function compress(pieces: readonly Uint8Array[], parallel: number, level = 6): Promise<Buffer> {
  const out: Uint8Array[] = [];
  const gzip = new Gzip(
    (data) => {
      out.push(Buffer.from(data));
      return Promise.resolve();
    },
    level,
    parallel,
  );
  for (const piece of pieces) {
    await gzip.write(piece);
    // The caller may use its buffer again.
    piece.fill(0);
  }
  await gzip.end();
  return Buffer.concat(out);
}

it('is one gzip stream that gives back what was written, in whatever pieces', async () => {
  const piece = fc.tuple(fc.nat(400_000), fc.boolean());
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 6 }),
      fc.integer({ min: 1, max: 5 }),
      async (sizes, parallel) => {
        const pieces = sizes.map(([size, random]) =>
          random ? randomBytes(size) : Buffer.alloc(size, 'koji '),
        );
        const wanted = Buffer.concat(pieces);
        expect(gunzipSync(await compress(pieces, parallel)).equals(wanted)).toBe(true);
      },
    ),
    { numRuns: 25 },
  );
});

it('compresses across the borders of its blocks', async () => {
  const text = randomBytes(20_000);
  const repeated = Buffer.concat(Array.from({ length: 100 }, () => text));
  expect((await compress([repeated], 3)).length).toBeLessThan(40_000);
});

it('passes on the failure of who takes its bytes', async () => {
  const gzip = new Gzip(() => Promise.reject(new Error('no more')), 6, 1);
  await expect(gzip.write(randomBytes(600_000))).rejects.toThrow('no more');
});
