import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exposureOf, loadHubConfig } from './index.js';

describe('who gets a file of the hub', () => {
  it('is decided on where the file really is', async () => {
    const base = await realpath(await mkdtemp(join(tmpdir(), 'kojikit-exposure-')));
    onTestFinished(() => rm(base, { recursive: true, force: true }));
    const KojiDir = join(base, 'koji');
    for (const folder of ['koji/work', 'koji/vol', 'disk', 'private'])
      await mkdir(join(base, folder), { recursive: true });
    await symlink('../../disk', join(KojiDir, 'vol/second'));
    await symlink(join(KojiDir, 'work'), join(base, 'private/link'));
    await symlink('../private', join(KojiDir, 'out'));
    const of = (path: string) =>
      exposureOf(join(base, path), { KojiDir, ServedFolders: 'packages work vol' });
    expect(of('koji/work/db/koji.sqlite')).toBe('served');
    expect(of('koji/packages/koji.sqlite')).toBe('served');
    expect(of('private/link/koji.sqlite')).toBe('served');
    expect(of('private/../koji/vol/../packages/koji.sqlite')).toBe('served');
    expect(of('disk/koji.sqlite')).toBe('served');
    expect(of('koji/koji.sqlite')).toBe('beside');
    expect(of('koji/db/koji.sqlite')).toBe('beside');
    expect(of('koji/out/koji.sqlite')).toBeUndefined();
    expect(of('koji-hub/koji.sqlite')).toBeUndefined();

    const text = `[hub]\nKojiDir = ${KojiDir}\nDBConnectionString = sqlite:${base}/private/link/koji.sqlite\n`;
    expect(loadHubConfig({ text }).problems.map(({ message }) => message)).toEqual([
      `DBConnectionString names ${base}/private/link/koji.sqlite, which /kojifiles would give to everybody; move it out of the served folders`,
    ]);
  });
});
