import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, workspacePackages } from './packages/workspace.mjs';

/**
 * `node tools/affected-packages.mjs [BASE]`: the packages that the changes since a commit can reach, as a JSON list of
 * their folders in `packages`; all of them without a commit. A change of what all packages are built with reaches all.
 */
const [base] = process.argv.slice(2);
const all = workspacePackages();

function affectedSince(commit) {
  const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  const parameters = ['show', 'projects', '--affected', `--base=${commit}`, '--head=HEAD', '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [nx, ...parameters], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`nx cannot tell what changed since ${commit}:\n${stderr}${stdout}`);
  const names = new Set(JSON.parse(stdout));
  return all.filter(({ manifest }) => names.has(manifest.name));
}

const chosen = base ? affectedSince(base) : all;
console.log(JSON.stringify(chosen.map(({ folder }) => folder)));
