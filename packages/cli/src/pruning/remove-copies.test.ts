import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ListedRpm } from '@kojikit/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandContext } from '../command.js';
import { removeCopies } from './remove-copies.js';

const build = { name: 'lib', version: '1', release: '2', volume_name: 'DEFAULT' };
const OLD = 1_000_000_000;

describe('the signed copies of a build', () => {
  let topdir: string;
  let lines: string[];
  beforeEach(() => {
    topdir = mkdtempSync(join(tmpdir(), 'koji-prune-'));
    lines = [];
  });
  afterEach(() => rmSync(topdir, { recursive: true }));

  const rpm = (arch: string): ListedRpm =>
    // A cast: only the name counts here.
    ({ id: 1, name: 'lib', version: '1', release: '2', arch }) as Partial<ListedRpm> as ListedRpm;
  const pathOf = (arch: string): string =>
    join(topdir, `packages/lib/1/2/data/signed/abcd/${arch}/lib-1-2.${arch}.rpm`);
  const copy = (arch: string): string => {
    const path = pathOf(arch);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'signed');
    utimesSync(path, OLD, OLD);
    return path;
  };
  const remove = (
    arches: readonly string[],
    options: { test?: boolean; cutoff?: number; key?: string } = {},
  ) => {
    const { test = false, cutoff = OLD + 1, key = 'abcd' } = options;
    const context = {
      hub: { batch: (calls: unknown[]) => Promise.resolve(calls.map(() => [{ sigkey: key }])) },
      print: (line = '') => void lines.push(line),
      settings: { topdir },
    } as unknown as CommandContext;
    return removeCopies(context, build, arches.map(rpm), { test, verbose: true, cutoff });
  };

  it('are removed with the folders that are empty then', async () => {
    const [one, two] = [copy('x86_64'), copy('src')];
    expect(await remove(['x86_64', 'src'])).toEqual({ files: 2, bytes: 12, signed: true });
    for (const path of [one, two]) expect(existsSync(path)).toBe(false);
    expect(existsSync(join(topdir, 'packages/lib/1/2/data/signed/abcd'))).toBe(false);
    expect(existsSync(join(topdir, 'packages/lib/1/2/data/signed'))).toBe(true);
  });

  it('stay in a test, which says what would be done', async () => {
    const path = copy('src');
    expect(await remove(['src'], { test: true })).toMatchObject({ files: 1 });
    expect(existsSync(path)).toBe(true);
    expect(lines).toEqual([
      `Would have unlinked: ${path}`,
      `Would have removed dir: ${dirname(path)}`,
      `Would have removed dir: ${dirname(dirname(path))}`,
    ]);
  });

  it('stay when they are new, or are no files', async () => {
    const path = copy('src');
    mkdirSync(dirname(pathOf('x86_64')), { recursive: true });
    symlinkSync(path, pathOf('x86_64'));
    expect(await remove(['src', 'x86_64', 'i686'], { cutoff: OLD - 1 })).toMatchObject({ files: 0 });
    expect(lines).toEqual([
      `Skipping ${path}. File newer than cutoff`,
      `Skipping ${pathOf('x86_64')}. Not a regular file`,
    ]);
  });

  it('are looked for nowhere else, whatever a key is called', async () => {
    await expect(remove(['src'], { key: '../../../../../../../..' })).rejects.toThrow('Invalid file name');
  });
});
