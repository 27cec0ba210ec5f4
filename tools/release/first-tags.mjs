import { spawnSync } from 'node:child_process';
import { root, workspacePackages } from '../packages/workspace.mjs';

/** `npm run release:first-tags`: tags this commit as that from which packages without any tag were published. */
for (const { manifest } of workspacePackages()) {
  if (git('tag', '--list', `${manifest.name}@*`) !== '') continue;
  const tag = `${manifest.name}@${manifest.version}`;
  git('tag', '--annotate', tag, '--message', tag);
  console.log(tag);
}

function git(...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args[0]} fails: ${stderr.trim()}`);
  return stdout.trim();
}
