import type { FailingCase } from './cases.js';
import { expand, expandedLog } from './expand.js';

const STATE = expand(
  'Start: init plugins\nFinish: init plugins\nStart: run\nStart: chroot init\nFinish: chroot init',
);
const ROOT = expand('%%noise mock 60\n%%noise dnf 120\nDEBUG util.py:459:  Child return code was: 0');
const BUILD = expand(
  '%%begin\nBuilding target platforms: x86_64\nWrote: /builddir/build/SRPMS/hello-1.0-1.fc42.src.rpm\nChild return code was: 0',
);
const OUTPUT = expand(
  'INFO: mock.py version 6.1 starting (python version = 3.13.1)\nINFO: error reporting plugin is off\nStart: rpmbuild hello-1.0-1.fc42.src.rpm\nERROR: Exception(/chroot_tmpdir/hello-1.0-1.fc42.src.rpm) Config(f42-build-1024-2048) 1 minutes 11 seconds\nINFO: Results and/or logs in: /var/lib/mock/f42-build-1024-2048/result\nERROR: Command failed: \n # bash --login -c /usr/bin/rpmbuild -bb --noclean --target x86_64 --nodeps /builddir/build/SPECS/hello.spec',
);

/** The files of the task by name: the log that tells why among those that it always has. */
export function taskFiles({ name, log }: FailingCase): ReadonlyMap<string, string> {
  const beside: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'build.log': { 'root.log': ROOT, 'mock_output.log': OUTPUT, 'hw_info.log': 'CPU info:\n' },
    'root.log': { 'build.log': BUILD, 'mock_output.log': OUTPUT },
    'checkout.log': { 'root.log': ROOT, 'mock_output.log': OUTPUT },
    'mock_output.log': {},
  };
  return new Map(Object.entries({ ...beside[log], 'state.log': STATE, [log]: expandedLog(name) }));
}
