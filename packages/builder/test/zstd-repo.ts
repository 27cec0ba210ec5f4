import { createHash } from 'node:crypto';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import { readRepomd } from '../src/repodata/index.js';
import { repomdXml } from '../src/repodata/repomd.js';

/** Copies a repository, with its three lists compressed with zstd as newer createrepo_c does. Needs the program zstd. */
export async function makeZstdRepo(source: string, target: string): Promise<void> {
  await cp(source, target, { recursive: true });
  const index = await readRepomd(target);
  const kept = index.records.filter(({ type }) => ['primary', 'filelists', 'other'].includes(type));
  const records = await Promise.all(
    kept.map(async ({ size, ...record }) => {
      const open = gunzipSync(await readFile(join(target, record.location)));
      const { status, stdout } = spawnSync('zstd', ['-q', '-c'], { input: open });
      if (status !== 0 || size === undefined) throw new Error('zstd failed');
      const location = record.location.replace(/\.gz$/, '.zst');
      await rm(join(target, record.location));
      await writeFile(join(target, location), stdout);
      const checksum = createHash('sha256').update(stdout).digest('hex');
      return { ...record, location, checksumType: 'sha256', checksum, size: stdout.length };
    }),
  );
  await writeFile(join(target, 'repodata/repomd.xml'), repomdXml({ revision: index.revision, records }));
}
