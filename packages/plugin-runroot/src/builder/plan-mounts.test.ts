import { describe, expect, it } from 'vitest';
import { runrootConfig, type RunrootConfig } from './config.js';
import { planMounts } from './plan-mounts.js';

const sections = {
  paths: {
    default_mounts: '/mnt/archive,/mnt/work',
    safe_roots: '/mnt/work/tmp,/mnt/scratch/',
    path_subs: '/mnt/work/tmp/old/,/mnt/disk/old\n/mnt/work/tmp/older,/mnt/disk/older',
  },
  path0: { mountpoint: '/mnt/archive', path: 'archive:/vol/archive', fstype: 'nfs', options: 'ro,hard,intr' },
  path1: { mountpoint: '/mnt/work', path: '/srv/work', fstype: 'ext4', options: 'bind,ro' },
  path2: { mountpoint: '/mnt/disk', path: '/srv/disk/', fstype: 'ext4', options: 'bind,ro' },
  path3: { mountpoint: '/mnt/scratch', path: '/srv/scratch', fstype: 'ext4', options: 'bind,ro' },
};
const config = runrootConfig.parse(sections);
const without: RunrootConfig = { ...config, defaultMounts: [] };
const asked = (path: string) => planMounts(without, [path])[0];

describe('the mounts of a task', () => {
  it('begin with the default ones, as their sections say', () => {
    expect(planMounts(config, ['/mnt/work/tmp/x'])).toEqual([
      { device: 'archive:/vol/archive/', path: '/mnt/archive', type: 'nfs', options: 'ro,hard,intr' },
      { device: '/srv/work/', path: '/mnt/work', type: 'none', options: 'bind,ro' },
      {
        device: '/srv/work/tmp/x',
        path: '/mnt/work/tmp/x',
        type: 'none',
        options: 'bind,rw',
        linksUpTo: '/srv/work',
      },
    ]);
    expect(planMounts(without, [])).toEqual([]);
  });

  it('are read-write when a caller asked for them', () => {
    const writable: RunrootConfig = { ...without, safeRoots: ['/mnt/archive'] };
    expect(planMounts(writable, ['/mnt/archive/a//b/'])).toEqual([
      { device: 'archive:/vol/archive/a/b', path: '/mnt/archive/a/b', type: 'nfs', options: 'rw,hard,intr' },
    ]);
  });

  it.each([
    '/mnt/work',
    '/mnt/work/tmpfiles',
    '/mnt/work/tmp/../x',
    '/mnt/work/tmp/../../../etc',
    '/mnt/scratch',
    'mnt/work/tmp',
    '../mnt/work/tmp',
    '//mnt/work/tmp',
    '',
    '/mnt/work/tmp/a\0b',
  ])('never leave the safe roots: %j', (path) => {
    expect(() => asked(path)).toThrow(/^read-write mount point is not safe: /);
  });

  it('may be anything below a safe root, and the root itself unless it is written with a slash', () => {
    expect(asked('/mnt/work/tmp')?.device).toBe('/srv/work/tmp');
    expect(asked('/mnt/scratch/a')?.device).toBe('/srv/scratch/a');
  });

  it('are moved by substitutions at the boundary of a name alone', () => {
    expect(asked('/mnt/work/tmp/old/a')).toMatchObject({
      path: '/mnt/disk/old/a',
      device: '/srv/disk/old/a',
    });
    expect(asked('/mnt/work/tmp/old')).toMatchObject({ path: '/mnt/disk/old' });
    expect(asked('/mnt/work/tmp/older/a')).toMatchObject({ path: '/mnt/disk/older/a' });
    expect(asked('/mnt/work/tmp/oldest')).toMatchObject({ path: '/mnt/work/tmp/oldest' });
    expect(asked('/mnt/work/tmp/x/mnt/work/tmp/old/a')).toMatchObject({
      path: '/mnt/work/tmp/x/mnt/work/tmp/old/a',
    });
  });

  it('need a section that serves them', () => {
    const odd: RunrootConfig = { ...without, safeRoots: ['/opt', '/mnt/workbench'] };
    for (const path of ['/opt/x', '/mnt/workbench']) {
      expect(() => planMounts(odd, [path])).toThrow('bad config: missing corresponding mountpoint');
    }
  });
});
