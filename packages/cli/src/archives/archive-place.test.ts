import { PathInfo, type Archive } from '@kojikit/protocol';
import { expect, it } from 'vitest';
import { archivePlace } from './archive-place.js';

const build = { name: 'lib', version: '1', release: '2' };
const paths = new PathInfo('/top');

it.each([
  [
    { btype: 'maven', filename: 'a.jar', group_id: 'org.x', artifact_id: 'a', version: '1' },
    'maven',
    'org/x/a/1/a.jar',
  ],
  [{ btype: 'win', filename: 'a.exe', relpath: 'bin' }, 'win', 'bin/a.exe'],
  [{ btype: 'image', filename: 'a.raw', arch: 'x86_64' }, 'images', 'a.raw'],
  [{ btype: 'remote-sources', filename: 'a.tgz' }, 'files/remote-sources', 'a.tgz'],
])('an archive of type $btype has its place', (members, folder, path) => {
  // A cast: only these members say where it lies.
  expect(archivePlace(paths, build, members as Partial<Archive> as Archive)).toEqual({
    folder: `/top/packages/lib/1/2/${folder}`,
    path,
  });
});
