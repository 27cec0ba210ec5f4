import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from '../packages/workspace.mjs';

/** Folders of the system that an operator's commands write to; `/etc` begins as a copy, the others are empty. */
const OWN = ['/etc', '/mnt', '/srv', '/var/backups', '/var/lib', '/var/log'];

/** Why there can be no machine here, or undefined. */
export function noMachine() {
  if (process.getuid() !== 0) return 'only root can give a walk folders of the system and users of its own';
  const { status } = spawnSync('bwrap', ['--dev-bind', '/', '/', 'true']);
  return status === 0 ? undefined : 'bwrap is not installed, or may not mount anything';
}

/**
 * A machine for commands that are meant for root: in it they see the system's programs and network, and folders of their own where
 * they write. What is written stays from one command to the next, and the system itself stays as it is. No systemd runs there:
 * `systemctl` is `machine-systemctl.mjs`, which starts what units say.
 */
export function startMachine(folder) {
  const own = join(folder, 'machine');
  const binds = [];
  for (const path of OWN.filter((one) => existsSync(one))) {
    const mine = join(own, path);
    mkdirSync(mine, { recursive: true });
    if (path === '/etc') cpSync(path, mine, { recursive: true, verbatimSymlinks: true, force: true });
    binds.push('--bind', mine, path);
  }
  const bin = join(own, 'bin');
  mkdirSync(bin, { recursive: true });
  const systemctl = join(root, 'tools/readme/machine-systemctl.mjs');
  writeFileSync(join(bin, 'systemctl'), `#!/bin/sh\nexec '${process.execPath}' '${systemctl}' "$@"\n`);
  chmodSync(join(bin, 'systemctl'), 0o755);
  // Compiling SQLite's addon takes a minute and says nothing about the pages: what npm has installed gets the one that is here.
  const addon = 'better-sqlite3/build/Release/better_sqlite3.node';
  const npm = `#!/bin/sh -e
'${which('npm')}' "$@"
find "$npm_config_prefix/lib/node_modules" -type d -path '*/node_modules/better-sqlite3' | while read -r found; do
  install -D '${join(root, 'node_modules', addon)}' "$found/../${addon}"
done
`;
  writeFileSync(join(bin, 'npm'), npm);
  chmodSync(join(bin, 'npm'), 0o755);
  // The pages are followed in a clone of the repository.
  cpSync(join(root, 'packaging'), join(folder, 'packaging'), { recursive: true });
  const enter = ['bwrap', '--dev-bind', '/', '/', ...binds, '--'];
  return {
    enter,
    environment: (given) => ({
      ...given,
      PATH: [bin, given.PATH].join(delimiter),
      KOJIKIT_MACHINE: own,
    }),
    /** Stops the services that were started there; at once, so that an interrupted walk can do so, too. */
    stop(environment) {
      const [program, ...args] = [...enter, join(bin, 'systemctl'), 'stop', '--all'];
      const { status } = spawnSync(program, args, { cwd: folder, env: environment, stdio: 'inherit' });
      if (status !== 0) throw new Error('the services do not stop');
    },
  };
}

function which(program) {
  return process.env.PATH.split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
}
