import { expect, it } from 'vitest';
import { failingCases } from '../../../test/failing-logs/cases.js';
import { taskFiles } from '../../../test/failing-logs/task-files.js';
import { findError } from './find-error.js';
import { missingDependencies } from './missing-dependencies.js';

const inLog = (name: string) => {
  const failing = failingCases.find((one) => one.name === name)!;
  return missingDependencies(findError(taskFiles(failing).get(failing.log)!));
};

it.each([
  ['dnf4-no-package', ['nosuch-devel >= 2.0']],
  ['dnf5-no-match', ['pkgconfig(libnosuch) >= 2']],
  ['dnf4-nothing-provides', ['libnosuch.so.1()(64bit)']],
  ['dnf5-broken-chain', ['libicuuc.so.74()(64bit)']],
  ['configure-pkg-config', ['pkgconfig(libxml-2.0)', 'pkgconfig(gthread-2.0)']],
  ['meson-missing-dependency', ['pkgconfig(libwidget)']],
  ['cmake-missing-package', ['cmake(Zstd)']],
  ['perl-missing-module', ['perl(File::ShareDir::Install)']],
  ['python-wheel-import', ['python3dist(versioneer)']],
  ['cargo-missing-crate', ['crate(serde_yaml)']],
  ['gcc-error', []],
])('what is missing is read from the log: %s', (name, missing) => {
  expect(inLog(name)).toEqual(missing);
});
