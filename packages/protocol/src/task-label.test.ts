import { describe, expect, it } from 'vitest';
import { taskLabel } from './task-label.js';

const label = (method: string, request: unknown[], arch = 'noarch'): string =>
  taskLabel({ method, arch, request });

describe('the label of a task', () => {
  it.each([
    ['build', ['git://h.example.com/pkg?#abc123', 'f39', {}], 'build (f39, /pkg:abc123)'],
    ['build', ['git://h.example.com/r?mod#abc', 'f39'], 'build (f39, /r:mod:abc)'],
    ['build', ['git://h/rpms/foo?a#abc', { name: 'f30' }], 'build (f30, /rpms/foo:a:abc)'],
    ['buildSRPMFromSCM', ['git://h/foo#abc', 1], 'buildSRPMFromSCM (/foo:abc)'],
    ['build', ['cli-build/1.2/foo-1-1.src.rpm', null], 'build (None, foo-1-1.src.rpm)'],
    ['buildArch', ['x/foo-1-1.src.rpm', 7, 'ppc64le', true, {}], 'buildArch (foo-1-1.src.rpm, ppc64le)'],
    ['newRepo', ['f39-build'], 'newRepo (f39-build)'],
    ['newRepo', [{ name: 'f39-build', id: 1 }], 'newRepo (f39-build)'],
    ['waitrepo', ['f39-build', null, ['foo-1-1', 'bar-1-1']], 'waitrepo (f39-build, foo-1-1, bar-1-1)'],
    ['createrepo', [1, 'i686', null], 'createrepo (i686)'],
    ['runroot', ['f30-build', 'x86_64', 'id'], 'runroot (noarch)'],
    ['tagBuild', [1, 2], 'tagBuild (noarch)'],
    ['restart', [{ name: 'builder', id: 1 }], 'restart (builder)'],
    [
      'buildNotification',
      [[], { name: 'foo', version: '1', release: '2' }, null, ''],
      'buildNotification (foo-1-2)',
    ],
  ])('%s %j', (method, request, expected) => {
    expect(label(method, request)).toBe(expected);
  });

  it('shows the arch of tasks that are not known here', () => {
    expect(label('frobnicate', [1, 2], 'x86_64')).toBe('frobnicate (x86_64)');
  });

  it('says so when the parameters do not fit the method', () => {
    expect(label('createrepo', [], 'noarch')).toBe('createrepo (noarch, unknown args)');
    expect(label('newRepo', [{ id: 1 }])).toBe('malformed task');
    expect(label('restart', [null])).toBe('malformed task');
  });
});
