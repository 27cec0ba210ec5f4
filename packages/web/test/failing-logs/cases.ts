/** What a task that failed has left, and the line that tells why. */
export interface FailingCase {
  /** Of its file in this folder, without `.log`. */
  readonly name: string;
  /** What the file is called among those of the task. */
  readonly log: string;
  /** What the task says of its end. */
  readonly fault: string;
  /** The line, or more than one where neighbours say the same. Blanks around them do not count. */
  readonly lines: readonly string[];
}

const MOCK = 'error building package (arch x86_64), mock exited with status';
const BUILD = `${MOCK} 1; see build.log or root.log for more information`;
const ROOT = `${MOCK} 30; see root.log for more information`;
const SRPM = 'error building srpm, mock exited with status 1; see build.log or root.log for more information';

const inBuildLog: readonly (readonly [name: string, ...lines: string[]])[] = [
  ['patch-does-not-apply', '1 out of 2 hunks FAILED -- saving rejects to file src/parser.c.rej'],
  [
    'source-missing',
    'error: Bad file: /builddir/build/SOURCES/hello-error-1.0.patch: No such file or directory',
  ],
  ['gcc-error', 'reader.c:4:4: error: ‘struct reader’ has no member named ‘flags’'],
  ['gcc-missing-header', 'compress.c:11:10: fatal error: lzo/lzo1x.h: No such file or directory'],
  [
    'ld-undefined-reference',
    "/builddir/build/BUILD/hello-1.0/main.c:41: undefined reference to `frobnicate'",
  ],
  [
    'cmake-missing-package',
    'CMake Error at CMakeLists.txt:46 (find_package):',
    'Could not find a package configuration file provided by "Zstd" with any of',
  ],
  [
    'meson-missing-dependency',
    'meson.build:23:4: ERROR: Dependency "libwidget" not found, tried pkgconfig and cmake',
  ],
  [
    'configure-pkg-config',
    'configure: error: Package requirements (libxml-2.0 >= 2.9 gthread-2.0) were not met:',
    "Package 'libxml-2.0', required by 'virtual:world', not found",
  ],
  ['autoreconf-macro', 'configure.ac:3: error: possibly undefined macro: AM_GLIB_GNU_GETTEXT'],
  ['go-compile', './main.go:3:27: undefined: errorCount'],
  ['cargo-compile', 'error[E0308]: mismatched types'],
  ['cargo-missing-crate', 'error: no matching package named `serde_yaml` found'],
  [
    'maven-compile',
    '[ERROR] /builddir/build/BUILD/hello-1.0/src/main/java/com/example/Window.java:[2,27] package org.nosuch.widgets does not exist',
  ],
  [
    'npm-offline',
    'npm error code ENOTCACHED',
    "npm error request to https://registry.npmjs.org/left-pad failed: cache mode is 'only-if-cached' but no cached response is available.",
  ],
  [
    'perl-missing-module',
    "Can't locate File/ShareDir/Install.pm in @INC (you may need to install the File::ShareDir::Install module) (@INC entries checked: /usr/local/lib64/perl5/5.40 /usr/local/share/perl5/5.40 /usr/lib64/perl5/vendor_perl /usr/share/perl5/vendor_perl /usr/lib64/perl5 /usr/share/perl5) at Makefile.PL line 5.",
  ],
  ['python-wheel-import', "ModuleNotFoundError: No module named 'versioneer'"],
  ['pytest-failure', 'E       AssertionError: assert (1, 0) == (1, 1)'],
  [
    'ctest-failure',
    "roundtrip: /builddir/build/BUILD/hello-1.0/tests/roundtrip.c:31: main: Assertion `decoded_length() == expected_length' failed.",
    '241/241 Test #241: roundtrip ........................Subprocess aborted***Exception:   0.01 sec',
  ],
  ['automake-check', 'FAIL: tests/parse.sh'],
  ['perl-prove', "#   Failed test 'leap second'"],
  ['unpackaged-files', 'error: Installed (but unpackaged) file(s) found:', '/usr/share/hello/errors.dat'],
  [
    'file-not-found',
    'error: File not found: /builddir/build/BUILD/hello-1.0-build/BUILDROOT/usr/share/man/man1/hello.1*',
  ],
  [
    'check-rpaths',
    "ERROR   0002: file '/usr/lib64/libhello.so.1.0' contains an invalid runpath '/builddir/build/BUILD/hello-1.0/.libs' in [/builddir/build/BUILD/hello-1.0/.libs]",
  ],
  ['debugsource-empty', 'error: Empty %files file /builddir/build/BUILD/hello-1.0/debugsourcefiles.list'],
  ['install-missing-file', "/usr/bin/install: cannot stat 'docs/README.rst': No such file or directory"],
  ['disk-full', 'util.c:4:1: fatal error: error writing to /tmp/ccigmiEd.s: No space left on device'],
  ['oom-killer', 'g++: fatal error: Killed signal terminated program cc1plus'],
  [
    'generator-segfault',
    '/bin/sh: line 1: 24711 Segmentation fault      (core dumped) ./gen errors.def > parser.h',
  ],
  ['arch-not-included', 'error: Architecture is not included: x86_64'],
  ['noarch-binaries', 'error: Arch dependent binaries in noarch package'],
];

const inRootLog: readonly (readonly [name: string, ...lines: string[]])[] = [
  ['dnf4-no-package', "DEBUG util.py:444:  No matching package to install: 'nosuch-devel >= 2.0'"],
  ['dnf5-no-match', 'DEBUG util.py:444:  No match for argument: pkgconfig(libnosuch) >= 2'],
  [
    'dnf4-nothing-provides',
    'DEBUG util.py:444:    - nothing provides libnosuch.so.1()(64bit) needed by bar-devel-1.0-1.fc39.x86_64 from build',
  ],
  [
    'dnf5-broken-chain',
    'DEBUG util.py:444:    - nothing provides libicuuc.so.74()(64bit) needed by widget-2.1-3.fc42.x86_64 from build',
  ],
  [
    'repo-not-found',
    'DEBUG util.py:444:    - Status code: 404 for http://koji.example.com/kojifiles/repos/f39-build/4711/x86_64/repodata/repomd.xml (IP: 192.0.2.7)',
    "DEBUG util.py:444:  Error: Failed to download metadata for repo 'build': Cannot download repomd.xml: Cannot download repodata/repomd.xml: All mirrors were tried",
  ],
];

/** Forty ways for a task to fail, with logs in the shape of the tools that write them. */
export const failingCases: readonly FailingCase[] = [
  ...inBuildLog.map(([name, ...lines]) => ({ name, log: 'build.log', fault: BUILD, lines })),
  ...inRootLog.map(([name, ...lines]) => ({ name, log: 'root.log', fault: ROOT, lines })),
  {
    name: 'spec-unknown-tag',
    log: 'build.log',
    fault: SRPM,
    lines: ['error: line 8: Unknown tag: Recommend: foo'],
  },
  {
    name: 'rpmbuild-timeout',
    log: 'build.log',
    fault: `${MOCK} 5; see root.log for more information`,
    lines: ['mockbuild.exception.commandTimeoutExpired: Timeout(172800) expired for command:'],
  },
  {
    name: 'mock-root-locked',
    log: 'mock_output.log',
    fault: 'could not init mock buildroot, mock exited with status 60; see root.log for more information',
    lines: ['ERROR: Build root is locked by another process.'],
  },
  {
    name: 'git-repository-missing',
    log: 'checkout.log',
    fault:
      'Error running GIT command "git clone -n https://git.example.com/rpms/hello-errors", see checkout.log for details',
    lines: ["fatal: repository 'https://git.example.com/rpms/hello-errors/' not found"],
  },
  {
    name: 'lookaside-not-found',
    log: 'checkout.log',
    fault: 'Error running sources command "fedpkg sources", see checkout.log for details',
    lines: ['curl: (22) The requested URL returned error: 404'],
  },
];

/** Ten more, of kinds that the rules of the finder were not made for. */
export const heldOutCases: readonly FailingCase[] = [
  {
    name: 'held-out/unittest-failure',
    log: 'build.log',
    fault: BUILD,
    lines: [
      "AssertionError: 'abc' != 'abd'",
      'FAIL: test_roundtrip (tests.test_u.ErrorTests.test_roundtrip)',
    ],
  },
  {
    name: 'held-out/go-test-failure',
    log: 'build.log',
    fault: BUILD,
    lines: ['--- FAIL: TestWrap (0.00s)', 'e_test.go:5: Wrap(3) = 3, want 4'],
  },
  {
    name: 'held-out/cargo-test-failure',
    log: 'build.log',
    fault: BUILD,
    lines: [
      'test tests::parses_width ... FAILED',
      "thread 'tests::parses_width' panicked at src/main.rs:1:126:",
      'assertion `left == right` failed: width of the second column',
    ],
  },
  {
    name: 'held-out/ant-javac',
    log: 'build.log',
    fault: BUILD,
    lines: [
      '[javac] /builddir/build/BUILD/hello-1.0/src/com/example/Window.java:2: error: package org.nosuch.widgets does not exist',
    ],
  },
  {
    name: 'held-out/file-conflict',
    log: 'root.log',
    fault: ROOT,
    lines: [
      'DEBUG util.py:444:    file /usr/share/errors/codes.txt from install of errors-common-2.0-1.fc42.noarch conflicts with file from package hello-data-1.0-1.fc42.noarch',
    ],
  },
  {
    name: 'held-out/mount-failed',
    log: 'root.log',
    fault: 'could not init mock buildroot, mock exited with status 20; see root.log for more information',
    lines: ['DEBUG util.py:444:  mount: /var/lib/mock/f42-build-1024-2048/root/proc: permission denied.'],
  },
  {
    name: 'held-out/git-commit-missing',
    log: 'checkout.log',
    fault:
      'Error running GIT command "git reset --hard 0123456789abcdef0123456789abcdef01234567 --", see checkout.log for details',
    lines: ["fatal: Could not parse object '0123456789abcdef0123456789abcdef01234567'."],
  },
  {
    name: 'held-out/source-checksum',
    log: 'checkout.log',
    fault: 'Error running sources command "make sources", see checkout.log for details',
    lines: ['hello-1.0.tar.gz: FAILED'],
  },
  {
    name: 'held-out/sphinx-warning',
    log: 'build.log',
    fault: BUILD,
    lines: [
      'Warning, treated as error:',
      '/builddir/build/BUILD/conv-1.0/docs/errors.rst:14:Title underline too short.',
    ],
  },
  {
    name: 'held-out/msgfmt-format',
    log: 'build.log',
    fault: BUILD,
    lines: ["de.po:148: number of format specifications in 'msgid' and 'msgstr' does not match"],
  },
];

/** Ten more, written after the rules: they find the right line in 8 of them. */
export const laterCases: readonly FailingCase[] = (
  [
    ['ninja-cxx', '../src/error_table.h:21:8: error: ‘uint32_t’ does not name a type'],
    ['make-no-rule', "make[1]: *** No rule to make target 'errors.y', needed by 'errors.c'.  Stop."],
    [
      'mangle-shebangs',
      '*** ERROR: ambiguous python shebang in /usr/bin/hello-errors: #!/usr/bin/python. Change it to python3 (or python2) explicitly.',
    ],
    [
      'desktop-file',
      '/builddir/build/BUILD/hello-1.0-build/BUILDROOT/usr/share/applications/hello.desktop: error: value "1.9" for key "Version" in group "Desktop Entry" is not a known version',
    ],
    ['typescript', "src/errors.ts(14,7): error TS2322: Type 'string' is not assignable to type 'number'."],
    ['nasm', "src/x86/lookup.asm:31: error: symbol `failed_table' not defined"],
    [
      'rspec',
      '1) Dates::Parser raises an error for a day that there is not',
      "Failure/Error: expect { parse('2026-02-30') }.to raise_error(Dates::Error)",
    ],
    ['shell-syntax', "/var/tmp/rpm-tmp.instal: line 41: syntax error near unexpected token `fi'"],
    [
      'key-not-installed',
      'DEBUG util.py:444:  Public key for error-codes-1.0-1.fc39.noarch.rpm is not installed',
    ],
    ['latex', "! LaTeX Error: File `errortable.sty' not found."],
  ] as const
).map(([name, ...lines]) => ({
  name: `held-out/${name}`,
  log: name === 'key-not-installed' ? 'root.log' : 'build.log',
  fault: name === 'key-not-installed' ? ROOT : BUILD,
  lines,
}));
