import { readFileSync } from 'node:fs';
import { noises } from './noise.js';

/*
 * A log in this folder holds what matters word for word; the rest are lines that begin with %%:
 *   %%noise KIND COUNT   lines of a kind, see noise.ts
 *   %%head               mock begins, makes the source package, and builds
 *   %%begin              mock begins to make the source package
 *   %%phase NAME, %%done a section of the spec begins, and ends well
 *   %%tail NAME          a section ends badly, and rpmbuild and mock with it
 *   %%died bs|bb         mock tells that rpmbuild has failed
 */

/** The text of `NAME.log` as the tools would have written it. */
export function expandedLog(name: string): string {
  return expand(readFileSync(new URL(`./${name}.log`, import.meta.url), 'utf8'));
}

/** A text with what its lines that begin with `%%` stand for. */
export function expand(text: string): string {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .flatMap((line) => (line.startsWith('%%') ? directive(line.slice(2).split(' ')) : [line]))
    .concat('')
    .join('\n');
}

function directive([word, name = '', count = '']: readonly string[]): readonly string[] {
  switch (word) {
    case 'noise':
      return noise(name, Number(count));
    case 'head':
      return [...begins('bs'), ...madeSource(), ...begins('bb')];
    case 'begin':
      return begins('bs');
    case 'phase':
      return phase(name);
    case 'done':
      return ['+ RPM_EC=0', '++ jobs -p', '+ exit 0'];
    case 'tail':
      return tail(name);
    case 'died':
      return died(name);
    default:
      throw new Error(`a log has %%${word}, which stands for nothing`);
  }
}

function noise(kind: string, count: number): readonly string[] {
  const line = noises[kind];
  if (line === undefined || !(count > 0)) throw new Error(`there is no noise ${kind} ${count}`);
  return Array.from({ length: count }, (unused, index) => line(index)).flat();
}

const command = (mode: string) =>
  `/usr/bin/rpmbuild -${mode} --noclean --target x86_64 --nodeps /builddir/build/SPECS/hello.spec`;

const begins = (mode: string) => [
  'Mock Version: 6.1',
  `ENTER ['do_with_status'](['bash', '--login', '-c', '${command(mode)}'], chrootPath='/var/lib/mock/f42-build-1024-2048/root'env={'TERM': 'vt100', 'LANG': 'C.UTF-8'}shell=Falselogger=<mockbuild.trace_decorator.getLog object at 0x7f8f57b55400>timeout=172800uid=1000gid=135user='mockbuild'unshare_net=TrueprintOutput=Falsenspawn_args=[])`,
  `Executing command: ['bash', '--login', '-c', '${command(mode)}'] with env {'TERM': 'vt100', 'LANG': 'C.UTF-8'} and shell False`,
];

const madeSource = () => [
  'Building target platforms: x86_64',
  'Building for target x86_64',
  'setting SOURCE_DATE_EPOCH=1767225600',
  'Wrote: /builddir/build/SRPMS/hello-1.0-1.fc42.src.rpm',
  'Child return code was: 0',
  '',
];

const phase = (name: string) => [
  `Executing(%${name}): /bin/sh -e /var/tmp/rpm-tmp.${script(name)}`,
  '+ umask 022',
  '+ cd /builddir/build/BUILD/hello-1.0-build',
  "+ CFLAGS='-O2 -flto=auto -g -Wall -Werror=format-security -Wp,-U_FORTIFY_SOURCE,-D_FORTIFY_SOURCE=3'",
  '+ export CFLAGS',
  '+ cd hello-1.0',
];

const script = (name: string) => `${name}xYz12`.slice(0, 6);

const tail = (name: string) => {
  const text = `Bad exit status from /var/tmp/rpm-tmp.${script(name)} (%${name})`;
  return [`error: ${text}`, '', 'RPM build errors:', `    ${text}`, ...died('bb')];
};

const died = (mode: string) => [
  'Child return code was: 1',
  `EXCEPTION: [Error('Command failed: \\n # bash --login -c ${command(mode)}\\n', 1)]`,
  'Traceback (most recent call last):',
  '  File "/usr/lib/python3.13/site-packages/mockbuild/trace_decorator.py", line 93, in trace',
  '    result = func(*args, **kw)',
  '  File "/usr/lib/python3.13/site-packages/mockbuild/util.py", line 612, in do_with_status',
  '    raise exception.Error("Command failed: \\n # %s\\n%s" % (cmd_pretty(command, env), output), child.returncode)',
  'mockbuild.exception.Error: Command failed: ',
  ` # bash --login -c ${command(mode)}`,
  '',
];
