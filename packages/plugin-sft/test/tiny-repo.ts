import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Programs of this machine that a root needs to plant files of all kinds. */
const PROGRAMS = [
  'bash',
  'cat',
  'chmod',
  'chown',
  'cp',
  'dd',
  'id',
  'ln',
  'ls',
  'mkdir',
  'mkfifo',
  'mknod',
  'rm',
  'sleep',
  'tee',
  'touch',
  'truncate',
  'uname',
  'env',
  'printf',
  'mv',
  'rmdir',
];

/** Those without which no root can be made of packages. */
const TOOLS = ['dnf', 'rpmbuild', 'createrepo_c', 'bwrap', 'unshare'];

/** The tools of some that this machine has not. */
export function missingTools(names: readonly string[] = TOOLS): string[] {
  return names.filter((name) => {
    try {
      execFileSync('which', [name], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
}

/**
 * Makes a package out of a few of this machine's own programs, by rpm's own tools, and a repo of it: enough for a root
 * in which a shell runs. Returns the folder with one repo per arch in it.
 */
export function makeTinyRepo(folder: string, arch: string): string {
  const tree = join(folder, 'tree');
  const repo = join(folder, 'repo', arch);
  mkdirSync(repo, { recursive: true });
  makeFileSystem(tree);
  makeRpm(folder, repo, arch, tree);
  execFileSync('createrepo_c', ['-q', repo]);
  return join(folder, 'repo');
}

function makeFileSystem(tree: string): void {
  for (const name of ['usr/bin', 'usr/lib', 'usr/lib64', 'etc', 'tmp', 'var/tmp', 'root', 'home', 'run']) {
    mkdirSync(join(tree, name), { recursive: true });
  }
  for (const name of ['bin', 'lib', 'lib64']) symlinkSync(`usr/${name}`, join(tree, name));
  for (const name of PROGRAMS) {
    const program = realpathSync(execFileSync('which', [name], { encoding: 'utf8' }).trim());
    copyFileSync(program, join(tree, 'usr/bin', name));
    const libraries = execFileSync('ldd', [program], { encoding: 'utf8' });
    for (const [library] of libraries.matchAll(/\/\S+\.so\S*/g)) {
      const target = join(tree, library.replace(/^\/(?!usr)/, '/usr/'));
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(realpathSync(library), target);
    }
  }
  symlinkSync('bash', join(tree, 'usr/bin/sh'));
  writeFileSync(join(tree, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
}

function makeRpm(folder: string, repo: string, arch: string, tree: string): void {
  const list = execFileSync('find', [tree, '-mindepth', '1', '-printf', '%y %m /%P\n'], { encoding: 'utf8' });
  const files = list
    .trim()
    .split('\n')
    .map((line) => {
      const [kind, mode, path] = line.split(' ');
      if (kind === 'd') return `%dir %attr(${mode},root,root) "${path}"`;
      return kind === 'l' ? `"${path}"` : `%attr(${mode},root,root) "${path}"`;
    });
  const spec = join(folder, 'tinyfs.spec');
  writeFileSync(
    spec,
    [
      'Name: tinyfs',
      'Version: 1',
      'Release: 1',
      'Summary: test',
      'License: none',
      'AutoReqProv: no',
      'Provides: /bin/sh',
      '%description',
      'test',
      '%install',
      'mkdir -p %{buildroot}',
      `cp -a ${tree}/. %{buildroot}/`,
      '%files',
      ...files,
      '',
    ].join('\n'),
  );
  const defines = {
    _topdir: `${folder}/rpmbuild`,
    _rpmdir: repo,
    _rpmfilename: '%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm',
    __os_install_post: '%{nil}',
    _build_id_links: 'none',
    _binary_payload: 'w1.gzdio',
  };
  const options = Object.entries(defines).flatMap(([name, value]) => ['--define', `${name} ${value}`]);
  execFileSync('rpmbuild', ['-bb', '--quiet', '--target', arch, ...options, spec], { stdio: 'pipe' });
  if (basename(repo) !== arch) throw new Error(`the repo ${repo} is of another arch`);
}
