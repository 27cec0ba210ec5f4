import { parseIni } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { runrootConfig } from './config.js';

function read(text: string) {
  const ini = parseIni(text, 'runroot.conf');
  return runrootConfig.parse(Object.fromEntries(ini.sections().map((name) => [name, ini.values(name)])));
}

const section = (name: string, mountpoint: string) =>
  `[${name}]\nmountpoint = ${mountpoint}\npath = server:/vol\nfstype = nfs\noptions = ro,hard\n`;

describe('runroot.conf', () => {
  it('may be missing', () => {
    expect(read('')).toEqual({
      internalDevSetup: undefined,
      defaultMounts: [],
      safeRoots: [],
      pathSubs: [],
      sources: [],
    });
  });

  it('is read as Koji reads it', () => {
    const config = read(`[runroot]
internal_dev_setup = No
[paths]
default_mounts = /mnt/archive,/mnt/work/
safe_roots = /mnt/work/tmp
path_subs =
    /mnt/archive/old/,/mnt/disk/old

    /a,/b
${section('path2', '/')}
${section('path10', '/mnt/work')}
${section('path0', '/mnt/archive')}`);
    expect(config).toMatchObject({
      internalDevSetup: false,
      defaultMounts: ['/mnt/archive', '/mnt/work'],
      safeRoots: ['/mnt/work/tmp'],
      pathSubs: [
        { from: '/mnt/archive/old/', to: '/mnt/disk/old' },
        { from: '/a', to: '/b' },
      ],
    });
    expect(config.sources.map(({ mountpoint }) => mountpoint)).toEqual(['/mnt/archive', '/', '/mnt/work']);
    expect(config.sources[0]).toMatchObject({ path: 'server:/vol', fstype: 'nfs', options: ['ro', 'hard'] });
  });

  const absolute = 'bad config: all paths (default_mounts, safe_roots, path_subs) needs to be absolute: ';
  it.each([
    ['[paths]\npath_subs =\n  /a,/b,/c\n', "bad runroot substitution: ['/a', '/b', '/c']"],
    ['[paths]\npath_subs = /a\n', "bad runroot substitution: ['/a']"],
    ['[path3]\nmountpoint = /a\npath = /b\nfstype = nfs\n', 'bad config: missing options in path3 section'],
    ['[paths]\ndefault_mounts = work\n', `${absolute}work`],
    ['[paths]\ndefault_mounts =\n', absolute],
    ['[paths]\nsafe_roots = /a,../b\n', `${absolute}../b`],
    ['[paths]\npath_subs = a,/b\n', `${absolute}a`],
    [
      '[paths]\ndefault_mounts = /mnt/workbench\n' + section('path0', '/mnt/work'),
      'bad config: missing corresponding mountpoint',
    ],
    [
      '[path0]\nmountpoint = /a\npath = /b\nfstype = none\noptions = bind,bg\n',
      'bad config: background mount not allowed',
    ],
    [
      '[path0]\nmountpoint = a\npath = /b\nfstype = none\noptions = bind\n',
      'bad config: mountpoint of path0 needs to be absolute: a',
    ],
    ['[path1x]\nmountpoint = /a\n', 'bad config: path1x is no section, expected path and a number'],
    [
      '[runroot]\ninternal_dev_setup = maybe\n',
      'bad config: internal_dev_setup is neither yes nor no: maybe',
    ],
  ])('with a mistake is refused when the daemon starts: %j', (text, message) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ message }) as Error);
  });

  it('lists all mistakes, each with its section and option', () => {
    const text =
      '[runroot]\ninternal_dev_setup = maybe\n[paths]\nsafe_roots = a\n[path1]\nmountpoint = /\n[path2x]\n';
    const issues = [
      {
        message: 'bad config: internal_dev_setup is neither yes nor no: maybe',
        path: ['runroot', 'internal_dev_setup'],
      },
      { message: 'bad config: path2x is no section, expected path and a number', path: ['path2x'] },
      { message: 'bad config: missing options in path1 section', path: ['path1'] },
      { message: `${absolute}a`, path: ['paths', 'safe_roots'] },
    ];
    const whole = issues.map((issue) => ({ ...issue, code: 'whole' }));
    expect(() => read(text)).toThrow(expect.objectContaining({ issues: whole }) as Error);
  });
});
