import { expect, test } from 'vitest';
import { PathInfo } from './index.js';

const paths = new PathInfo('/mnt/koji/');
const build = { name: 'foo', version: '1', release: '2' };
const rpm = { ...build, arch: 'x86_64' };

test.each([
  [paths.build(build), '/mnt/koji/packages/foo/1/2'],
  [paths.build({ ...build, volume_name: 'DEFAULT' }), '/mnt/koji/packages/foo/1/2'],
  [paths.build({ ...build, volume_name: 'big' }), '/mnt/koji/vol/big/packages/foo/1/2'],
  [paths.buildLogs(build), '/mnt/koji/packages/foo/1/2/data/logs'],
  [paths.buildType(build, 'maven'), '/mnt/koji/packages/foo/1/2/maven'],
  [paths.buildType(build, 'image'), '/mnt/koji/packages/foo/1/2/images'],
  [paths.buildType(build, 'npm'), '/mnt/koji/packages/foo/1/2/files/npm'],
  [paths.rpm(rpm), 'x86_64/foo-1-2.x86_64.rpm'],
  [paths.signed(rpm, 'abc'), 'data/signed/abc/x86_64/foo-1-2.x86_64.rpm'],
  [paths.signatureHeader(rpm, 'abc'), 'data/sigcache/abc/x86_64/foo-1-2.x86_64.rpm.sig'],
  [paths.repo(7, 'f30-build'), '/mnt/koji/repos/f30-build/7'],
  [paths.distRepo(7, 'f30', 'big'), '/mnt/koji/vol/big/repos-dist/f30/7'],
  [paths.task(123456), '/mnt/koji/work/tasks/3456/123456'],
  [paths.scratch(), '/mnt/koji/scratch'],
  [paths.mavenFile({ group_id: 'a.b', artifact_id: 'c', version: '1', filename: 'c.jar' }), 'a/b/c/1/c.jar'],
  [paths.winFile({ relpath: 'x', filename: 'y.exe' }), 'x/y.exe'],
  [new PathInfo().topdir, '/mnt/koji'],
  [new PathInfo('https://h/kojifiles').repo(1, 't'), 'https://h/kojifiles/repos/t/1'],
])('%s', (path, expected) => {
  expect(path).toBe(expected);
});
