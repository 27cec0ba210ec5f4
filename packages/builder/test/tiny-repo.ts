import { chmod, copyFile, mkdir, realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { capture } from '../src/process/capture.js';
import { succeeded } from '../src/process/exit-status.js';

const PROGRAMS = [
  '/bin/bash',
  '/bin/cat',
  '/bin/ls',
  '/usr/bin/id',
  '/usr/bin/tee',
  '/bin/uname',
  '/bin/mkdir',
  '/usr/bin/env',
  '/bin/sleep',
  '/usr/bin/touch',
];

/** What rpmbuild and a spec file need beyond those. */
const BUILD_PROGRAMS = [
  '/usr/bin/rpm',
  '/usr/bin/rpmbuild',
  '/bin/cp',
  '/bin/rm',
  '/bin/chmod',
  '/bin/sed',
  '/bin/grep',
  '/bin/tar',
  '/bin/gzip',
  '/usr/bin/find',
  '/usr/bin/xargs',
  '/usr/bin/file',
];

/**
 * Makes RPMs out of a few of this machine's own programs, and a repo of them with a group `build`: enough for a root in
 * which a shell runs. Needs rpmbuild and createrepo_c.
 * @param withRpmbuild Whether packages can be built in the root.
 * @param inGroup The one package of the group.
 * @returns Folder with `repodata` in it.
 */
export async function makeTinyRepo(
  folder: string,
  withRpmbuild = false,
  inGroup = 'tinyfs',
): Promise<string> {
  const repo = join(folder, 'x86_64');
  await mkdir(repo);
  await makeFileSystem(join(folder, 'tree'), withRpmbuild);
  await makeRpm(folder, repo, 'tinyfs', join(folder, 'tree'));
  await mkdir(join(folder, 'extra/usr/share'), { recursive: true });
  await writeFile(join(folder, 'extra/usr/share/extra.txt'), 'extra\n');
  await makeRpm(folder, repo, 'tinyextra', join(folder, 'extra'));
  await writeFile(
    join(folder, 'comps.xml'),
    `<?xml version="1.0"?>\n<!DOCTYPE comps PUBLIC "-//Red Hat, Inc.//DTD Comps info//EN" "comps.dtd">\n<comps><group><id>build</id><name>build</name><description>build</description><default>false</default><uservisible>true</uservisible><packagelist><packagereq type="mandatory">${inGroup}</packagereq></packagelist></group></comps>\n`,
  );
  await must(['createrepo_c', '-q', '-g', join(folder, 'comps.xml'), repo]);
  return repo;
}

async function makeFileSystem(tree: string, withRpmbuild: boolean): Promise<void> {
  for (const name of ['usr/bin', 'usr/lib', 'usr/lib64', 'etc', 'tmp', 'var/tmp', 'root'])
    await mkdir(join(tree, name), { recursive: true });
  for (const name of ['tmp', 'var/tmp']) await chmod(join(tree, name), 0o1777);
  for (const [link, target] of [
    ['bin', 'usr/bin'],
    ['lib', 'usr/lib'],
    ['lib64', 'usr/lib64'],
  ] as const) {
    await must(['ln', '-s', target, join(tree, link)]);
  }
  for (const program of withRpmbuild ? [...PROGRAMS, ...BUILD_PROGRAMS] : PROGRAMS) {
    await copyFile(program, join(tree, 'usr/bin', basename(program)));
    const { output } = await capture(['ldd', program]);
    for (const [library] of output.matchAll(/\/\S+\.so\S*/g)) {
      const target = join(tree, library.replace(/^\/(?!usr)/, '/usr/'));
      await mkdir(dirname(target), { recursive: true });
      await copyFile(await realpath(library), target);
    }
  }
  if (withRpmbuild) {
    await must(['cp', '-a', '/usr/lib/rpm', join(tree, 'usr/lib/')]);
    await mkdir(join(tree, 'usr/share/misc'), { recursive: true });
    await must(['cp', '-L', '/usr/share/misc/magic.mgc', join(tree, 'usr/share/misc/')]);
    await mkdir(join(tree, 'etc/rpm'));
    const macros = ['%_dbpath /var/lib/rpm', '%__os_install_post %{nil}', '%_build_id_links none', ''];
    await writeFile(join(tree, 'etc/rpm/macros'), macros.join('\n'));
  }
  await must(['ln', '-s', 'bash', join(tree, 'usr/bin/sh')]);
  await writeFile(join(tree, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
}

async function makeRpm(folder: string, repo: string, name: string, tree: string): Promise<void> {
  const list = await must(['find', tree, '-mindepth', '1', '-printf', '%y %m /%P\n']);
  const files = list
    .trim()
    .split('\n')
    .map((line) => {
      const [kind, mode, path] = line.split(' ');
      if (kind === 'd') return `%dir %attr(${mode},root,root) "${path}"`;
      return kind === 'l' ? `"${path}"` : `%attr(${mode},root,root) "${path}"`;
    });
  const spec = [
    `Name: ${name}`,
    'Version: 1',
    'Release: 1',
    'Summary: test',
    'License: none',
    'AutoReqProv: no',
    ...(name === 'tinyfs' ? ['Provides: /bin/sh'] : []),
    '%description',
    'test',
    '%install',
    'mkdir -p %{buildroot}',
    `cp -a ${tree}/. %{buildroot}/`,
    '%files',
    ...files,
    '',
  ].join('\n');
  await writeFile(join(folder, `${name}.spec`), spec);
  await must([
    'rpmbuild',
    '-bb',
    '--quiet',
    '--target',
    'x86_64',
    '--define',
    `_topdir ${folder}/rpmbuild`,
    '--define',
    `_rpmdir ${repo}`,
    '--define',
    '_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm',
    '--define',
    '__os_install_post %{nil}',
    '--define',
    '_build_id_links none',
    '--define',
    '_binary_payload w1.gzdio',
    join(folder, `${name}.spec`),
  ]);
}

async function must(command: readonly string[]): Promise<string> {
  const { status, output } = await capture(command);
  if (!succeeded(status)) throw new Error(`${command.join(' ')}: ${output}`);
  return output;
}
