import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Holds } from './holds.js';

it('is seen by other processes that have the same file, and freed for them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holds-'));
  try {
    const [one, other] = [new Holds(join(folder, 'db')), new Holds(join(folder, 'db'))];
    const hold = one.take('lock');
    expect(hold).toBeDefined();
    expect(other.take('lock')).toBeUndefined();
    await hold!.release();
    const second = other.take('lock');
    expect(second).toBeDefined();
    await second!.release();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
