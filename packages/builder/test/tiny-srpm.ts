import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capture } from '../src/process/capture.js';
import { succeeded } from '../src/process/exit-status.js';

/** Makes a source package of a spec text; needs rpmbuild. Returns its path. */
export async function makeTinySrpm(folder: string, spec: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'package.spec');
  await writeFile(file, spec);
  const define = ['--define', `_topdir ${folder}`];
  const { status, output } = await capture(['rpmbuild', '-bs', '--nodeps', '--quiet', ...define, file]);
  if (!succeeded(status)) throw new Error(output);
  const [name = ''] = await readdir(join(folder, 'SRPMS'));
  return join(folder, 'SRPMS', name);
}

/** A spec of a package `tiny` with one text file. */
export function tinySpec(changes: { head?: string; build?: string } = {}): string {
  return [
    'Name: tiny',
    'Version: 1.0',
    'Release: 1',
    'Summary: A tiny package — with a dash',
    'License: MIT',
    'BuildArch: noarch',
    ...(changes.head === undefined ? [] : [changes.head]),
    '%description',
    'test',
    '%prep',
    '%build',
    changes.build ?? 'id -u > who; cat /proc/net/dev > net',
    '%install',
    'mkdir -p %{buildroot}/usr/share/tiny',
    'cp who net %{buildroot}/usr/share/tiny/ || echo none > %{buildroot}/usr/share/tiny/who',
    '%files',
    '/usr/share/tiny',
    '',
  ].join('\n');
}
