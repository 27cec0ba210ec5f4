import { chmod, copyFile, cp, mkdir, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runProgram } from './run-program.js';

/* What rpmbuild and the scripts of small packages call. */
const PROGRAMS = [
  ...['bash', 'awk', 'basename', 'bzip2', 'cat', 'chmod', 'chown', 'cmp', 'cp', 'cut', 'date', 'diff'],
  ...['dirname', 'env', 'expr', 'false', 'file', 'find', 'grep', 'gzip', 'head', 'hostname', 'id', 'install'],
  ...[
    'ln',
    'ls',
    'mkdir',
    'mktemp',
    'mv',
    'nproc',
    'patch',
    'printf',
    'pwd',
    'readlink',
    'rm',
    'rmdir',
    'sed',
  ],
  ...['sleep', 'sort', 'stat', 'tail', 'tar', 'tee', 'test', 'touch', 'tr', 'true', 'uname', 'uniq', 'wc'],
  ...['xargs', 'xz', 'zstd', 'rpm', 'rpmbuild', 'rpmspec', 'rpm2cpio'],
];

const MACROS = `%_dbpath /var/lib/rpm
%__os_install_post %{nil}
%_build_id_links none
`;

/**
 * Makes a repo with one RPM, `tinyroot`, of this machine's own programs: a build root in which rpmbuild builds packages
 * without a compiler. Needs rpmbuild and createrepo_c.
 * @returns the folder with `repodata` in it
 */
export async function makeRootRepo(folder: string, arch: string): Promise<string> {
  const tree = join(folder, 'tree');
  const repo = join(folder, 'external', arch);
  await mkdir(repo, { recursive: true });
  await makeTree(tree);
  const files = await runProgram('find', [
    tree,
    '-mindepth',
    '1',
    ...['(', '-type', 'd', '-printf', '%%dir %%attr(%m,root,root) "/%P"\\n', ')', '-o'],
    ...['(', '-type', 'l', '-printf', '"/%P"\\n', ')', '-o'],
    ...['(', '-type', 'f', '-printf', '%%attr(%m,root,root) "/%P"\\n', ')'],
  ]);
  const spec = `Name: tinyroot
Version: 1
Release: 1
Summary: A small build root
License: MIT
AutoReqProv: no
Provides: /bin/sh /usr/bin/sh /bin/bash bash coreutils rpm-build shadow-utils
%description
A small build root.
%install
mkdir -p %{buildroot}
cp -a ${tree}/. %{buildroot}/
%files
${files}`;
  await writeFile(join(folder, 'tinyroot.spec'), spec);
  const definitions = {
    _topdir: join(folder, 'rpmbuild'),
    _rpmdir: repo,
    _rpmfilename: '%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm',
    __os_install_post: '%{nil}',
    _build_id_links: 'none',
    _binary_payload: 'w1.gzdio',
  };
  await runProgram('rpmbuild', [
    ...['-bb', '--quiet', '--target', arch],
    ...Object.entries(definitions).flatMap(([name, value]) => ['--define', `${name} ${value}`]),
    join(folder, 'tinyroot.spec'),
  ]);
  await rm(tree, { recursive: true });
  await runProgram('createrepo_c', ['-q', repo]);
  return repo;
}

async function makeTree(tree: string): Promise<void> {
  for (const path of ['usr/bin', 'usr/lib', 'usr/lib64', 'etc/rpm', 'root', 'var/lib/rpm']) {
    await mkdir(join(tree, path), { recursive: true });
  }
  for (const path of ['tmp', 'var/tmp']) {
    await mkdir(join(tree, path), { recursive: true });
    await chmod(join(tree, path), 0o1777);
  }
  for (const name of ['bin', 'lib', 'lib64']) await symlink(`usr/${name}`, join(tree, name));
  for (const name of PROGRAMS) await copyProgram(tree, name);
  await symlink('bash', join(tree, 'usr/bin/sh'));
  await cp('/usr/lib/rpm', join(tree, 'usr/lib/rpm'), { recursive: true, verbatimSymlinks: true });
  await writeFile(join(tree, 'etc/rpm/macros'), MACROS);
  await writeFile(join(tree, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  await writeFile(join(tree, 'etc/group'), 'root:x:0:\n');
}

async function copyProgram(tree: string, name: string): Promise<void> {
  const program = await realpath((await runProgram('which', [name])).trim());
  await copyFile(program, join(tree, 'usr/bin', name));
  // Of a script there is nothing to list, and ldd says so with its exit status.
  const libraries = await runProgram('ldd', [program]).catch(() => '');
  for (const [library] of libraries.matchAll(/\/\S+\.so\S*/g)) {
    const target = join(tree, library.replace(/^\/(?!usr)/, '/usr/'));
    if (await stat(target).catch(() => undefined)) continue;
    await mkdir(dirname(target), { recursive: true });
    await copyFile(await realpath(library), target);
  }
}

/** What the spec of a package of the tests says beside its name. */
export interface Spec {
  readonly name: string;
  readonly version?: string;
  readonly release?: string;
  /** Makes it a package of the machine's arch. Default: noarch. */
  readonly arch?: boolean;
  /** With a package NAME-debuginfo beside. */
  readonly debuginfo?: boolean;
  readonly buildRequires?: readonly string[];
  readonly requires?: readonly string[];
  readonly build?: string;
  readonly check?: string;
}

/** The text of a spec file: a package with one file, `/usr/share/NAME/hello`. */
export function specText(spec: Spec): string {
  const { name, version = '1.0', release = '1', arch = false, build = 'true', check = 'true' } = spec;
  return [
    `Name: ${name}`,
    `Version: ${version}`,
    `Release: ${release}`,
    `Summary: The package ${name}`,
    'License: MIT',
    ...(arch ? [] : ['BuildArch: noarch']),
    ...(spec.buildRequires ?? []).map((needed) => `BuildRequires: ${needed}`),
    ...(spec.requires ?? []).map((needed) => `Requires: ${needed}`),
    '%description',
    `The package ${name}.`,
    '%build',
    build,
    '%install',
    `mkdir -p %{buildroot}/usr/share/${name}`,
    `echo hello of ${name} > %{buildroot}/usr/share/${name}/hello`,
    ...(spec.debuginfo ? [`touch %{buildroot}/usr/share/${name}.debug`] : []),
    '%check',
    check,
    '%files',
    `/usr/share/${name}`,
    ...(spec.debuginfo ? debuginfoOf(name) : []),
    '%changelog',
    '* Mon Nov 02 2026 Packager <packager@example.com> - 1.0-1',
    '- First version.',
    '',
  ].join('\n');
}

function debuginfoOf(name: string): string[] {
  return [
    '%package debuginfo',
    `Summary: What debuggers want to know of ${name}`,
    '%description debuginfo',
    `What debuggers want to know of ${name}.`,
    '%files debuginfo',
    `/usr/share/${name}.debug`,
  ];
}

/** Makes a source package. Returns the path of the `.src.rpm`. */
export async function makeSourcePackage(folder: string, spec: Spec): Promise<string> {
  const { name, version = '1.0', release = '1' } = spec;
  const topdir = join(folder, `source-${name}-${version}-${release}`);
  await mkdir(topdir, { recursive: true });
  const file = join(topdir, `${name}.spec`);
  await writeFile(file, specText(spec));
  await runProgram('rpmbuild', ['-bs', '--quiet', '--define', `_topdir ${topdir}`, file]);
  const found = await runProgram('find', [topdir, '-name', '*.src.rpm']);
  return found.trim();
}
