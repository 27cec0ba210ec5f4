import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eachEmptyDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { proveDelivery } from './proof/prove-delivery.js';

/* `PROTONMSG_ROUNDS=1000 PROTONMSG_SEED=7 npx vitest run test/proof.test.ts` proves more, or again. */
const rounds = Number(process.env['PROTONMSG_ROUNDS'] ?? 200);
const seed = Number(process.env['PROTONMSG_SEED'] ?? Date.now() % 1_000_000);

eachEmptyDatabase('proof of delivery', (make, engine) => {
  it(
    `${rounds} rounds of calls, kill -9, outages, cuts and refusals`,
    { timeout: 90_000 + rounds * 1000 },
    async () => {
      const connection = await make();
      const database = connection.kind === 'sqlite' ? `sqlite:${connection.path}` : connection.url!;
      const topdir = await mkdtemp(join(tmpdir(), 'kojikit-proof-'));
      try {
        const proof = await proveDelivery({ database, rounds, seed, topdir });
        const { lost, invented, disordered, unstable, ...counts } = proof;
        process.stdout.write(`proof of delivery, ${engine}, seed ${seed}: ${JSON.stringify(counts)}\n`);
        expect({ seed, lost, invented, disordered, unstable }).toEqual({
          seed,
          lost: [],
          invented: [],
          disordered: [],
          unstable: [],
        });
        expect(counts.committed).toBeGreaterThan(rounds / 2);
      } finally {
        await rm(topdir, { recursive: true, force: true });
      }
    },
  );
});
