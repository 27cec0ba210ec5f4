import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, workspacePackages } from '../packages/workspace.mjs';
import { plannedBumps, rangeProblems } from './planned-versions.mjs';

/**
 * `npm run check:plans`: every package that changed since the last release is named in a version plan, the plans are
 * well-formed, and the packages still fit together once they are carried out. `-- --base REF` compares with something else
 * than the last release, as a pull request does with its target. Before the first release there is nothing to compare with.
 */
const { values } = parseArgs({ options: { base: { type: 'string' } } });
const base = values.base ?? lastRelease();
const problems = rangeProblems(workspacePackages(), plannedBumps(root));
for (const problem of problems) console.error(`FAIL ${problem}`);

// Compared with itself nothing has changed: nx then reads the plans alone.
const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
const args = [nx, 'release', 'plan:check', `--base=${base ?? 'HEAD'}`, ...(base ? [] : ['--head=HEAD'])];
const checked = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
console.log(
  base === undefined
    ? 'no tag of a release is here: the plans were read, changes need none yet'
    : `compared with ${base}`,
);
process.exitCode = problems.length === 0 && checked.status === 0 ? 0 : 1;

function lastRelease() {
  const options = { cwd: root, encoding: 'utf8' };
  const { status, stdout } = spawnSync(
    'git',
    ['describe', '--tags', '--abbrev=0', '--match', '@kojikit/*'],
    options,
  );
  return status === 0 ? stdout.trim() : undefined;
}
