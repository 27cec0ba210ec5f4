/* What long logs are full of, with every word in it that sounds like trouble and is none. */

const PLACES = ['src', 'lib', 'tests', 'docs', 'src/errors', 'contrib/failed-login'];
const NAMES = [
  'error',
  'strerror',
  'failed_open',
  'parse',
  'fatal_error_handler',
  'report',
  'lookup',
  'abort',
];
const FUNCTIONS = ['strerror_r', 'error', 'perror', 'getopt_long', 'feraiseexcept', 'memfd_create', 'ferror'];

type Noise = (index: number) => string | readonly string[];

const pick = (list: readonly string[], index: number) => list[index % list.length]!;

const unpack: Noise = (n) => `hello-1.0/${pick(PLACES, n)}/${pick(NAMES, n * 3 + 1)}_${n}.c`;

const configure: Noise = (n) =>
  n % 17 === 3
    ? `checking whether ${pick(FUNCTIONS, n)} is broken or fails at run time... no`
    : n % 29 === 5
      ? 'configure: WARNING: cannot find the error tables, using those of the package'
      : `checking for ${pick([...FUNCTIONS, 'error.h', 'stdio.h', 'library containing error_at_line'], n)}... ${n % 7 === 2 ? 'no' : 'yes'}`;

const gcc: Noise = (n) => {
  const file = `${pick(NAMES, n)}_${n}`;
  const command = `gcc -DHAVE_CONFIG_H -I. -O2 -flto=auto -g -Wall -Werror=format-security -Werror=implicit-function-declaration -fPIC -c -o ${file}.o ${file}.c`;
  if (n % 11 === 4)
    return [
      command,
      `${file}.c: In function ‘report_error’:`,
      `${file}.c:${n + 4}:12: warning: ‘unused_error_code’ defined but not used [-Wunused-function]`,
      `  ${n + 4} | static int unused_error_code(int error) { return error; } /* error: failed */`,
      '      |            ^~~~~~~~~~~~~~~~~',
      `${file}.c:${n + 9}:3: note: ‘snprintf’ output may be truncated: error messages are cut`,
    ];
  if (n % 23 === 7) return [command, 'libtool: warning: relinking error-table.la'];
  return command;
};

const cmake: Noise = (n) =>
  n % 9 === 4
    ? [`-- Performing Test HAVE_ERROR_${n}`, `-- Performing Test HAVE_ERROR_${n} - Failed`]
    : [
        `-- Looking for ${pick(FUNCTIONS, n)}_${n}`,
        `-- Looking for ${pick(FUNCTIONS, n)}_${n} - ${n % 5 === 2 ? 'not found' : 'found'}`,
      ];

const pytest: Noise = (n) =>
  `tests/test_${pick(NAMES, n)}.py::test_${pick(['error_handling', 'failed_login', 'raises_value_error', 'fatal: no'], n)}[${n}] PASSED`.padEnd(
    73,
  ) + `[${String(Math.floor(n / 8.5)).padStart(3)}%]`;

const ctest: Noise = (n) => [
  `        Start ${n + 1}: error_codes_${n}`,
  `${String(n + 1).padStart(3)}/241 Test #${n + 1}: error_codes_${n} ....................   Passed    0.0${n % 7} sec`,
];

const automake: Noise = (n) =>
  n % 13 === 6 ? `XFAIL: tests/known-failure-${n}.sh` : `PASS: tests/${pick(NAMES, n)}-${n}.sh`;

const install: Noise = (n) =>
  n % 12 === 5
    ? "libtool: warning: remember to run 'libtool --finish /usr/lib64'"
    : `/usr/bin/install -p -m 644 ${pick(NAMES, n)}-${n}.h /builddir/build/BUILD/hello-1.0-build/BUILDROOT/usr/include/hello`;

const cargo: Noise = (n) =>
  n % 14 === 6
    ? [
        `warning: field \`error_${n}\` is never read`,
        `  --> /usr/share/cargo/registry/thiserror-1.0.${n}/src/error.rs:${n}:5`,
        '   = note: `Error` has a derived impl for the trait `Debug`, but this is ignored',
      ]
    : `   Compiling ${pick(['thiserror', 'proc-macro-error', 'anyhow', 'failure_derive', 'libc'], n)} v1.0.${n}`;

const go: Noise = (n) =>
  n % 6 === 1
    ? `cd $WORK/b${n}/ && /usr/lib/golang/pkg/tool/linux_amd64/compile -o $WORK/b${n}/_pkg_.a -p internal/errors -complete ./errors.go`
    : `WORK/b${n}/importcfg: packagefile errors=$WORK/b${n}/_pkg_.a`;

const maven: Noise = (n) =>
  n % 10 === 3
    ? "[WARNING] Parameter 'failOnError' is unknown for plugin 'maven-enforcer-plugin:3.4.1:enforce (errors)'"
    : `[INFO] Running com.example.errors.ErrorCodes${n}Test`;

const wheel: Noise = (n) => `  copying conv/${pick(NAMES, n)}_${n}.py -> build/lib/conv`;

const brp: Noise = (n) =>
  n % 4 === 2
    ? 'Bytecompiling .py files below /builddir/build/BUILD/hello-1.0-build/BUILDROOT/usr/lib/debug using python3.13'
    : `+ /usr/lib/rpm/redhat/brp-${pick(['ldconfig', 'mangle-shebangs', 'python-hardlink', 'strip-lto', 'llvm-compile-lto-elf'], n)}`;

const mock: Noise = (n) =>
  n % 16 === 9
    ? [
        "DEBUG util.py:634:  Executing command: ['/bin/mount', '-n', '-t', 'proc', 'proc', '/var/lib/mock/f42-build-1024-2048/root/proc'] with env {'TERM': 'vt100', 'SHELL': '/bin/sh'} and shell False",
        'DEBUG util.py:459:  Child return code was: 0',
      ]
    : n % 21 === 4
      ? 'DEBUG util.py:461:  child environment: None'
      : `DEBUG file_util.py:${n % 2 === 0 ? 28 : 31}:  ensuring that dir exists: /var/lib/mock/f42-build-1024-2048/root/var/log/errors-${n}`;

const dnf: Noise = (n) =>
  n % 30 === 11
    ? [
        'DEBUG util.py:444:  warning: /var/lib/mock/f42-build-1024-2048/root/etc/shadow created as /etc/shadow.rpmnew',
        'DEBUG util.py:446:  Failed to set locale, defaulting to C.UTF-8',
        'DEBUG util.py:444:  >>> Running sysusers scriptlet: error-log-0:1.0-1.fc42.noarch',
      ]
    : `DEBUG util.py:446:   ${pick(['libgpg-error', 'perl-Error', 'python3-failed', 'rust-thiserror', 'glibc'], n)}-devel            x86_64   1.${n}-1.fc42        build   ${n} k`;

const checkout: Noise = (n) =>
  n === 0
    ? '$ git clone -n https://git.example.com/rpms/hello /chroot_tmpdir/scmroot/hello'
    : `remote: Compressing objects: ${String(n * 3).padStart(3)}% (${n}/31)`;

/** Lines of each kind by their number. */
export const noises: Readonly<Record<string, Noise>> = {
  unpack,
  configure,
  gcc,
  cmake,
  pytest,
  ctest,
  automake,
  install,
  cargo,
  go,
  maven,
  wheel,
  brp,
  mock,
  dnf,
  checkout,
};
