// Merges repositories: a folder, then their URLs. Without words it only starts.
import { join } from 'node:path';
import { mergeRepos } from '../../packages/builder/src/repodata/index.ts';

const [directory, ...repositories] = process.argv.slice(2);
if (directory !== undefined) {
  await mergeRepos({
    directory,
    repositories,
    mode: 'koji',
    arch: 'x86_64',
    workDirectory: join(directory, 'work'),
  });
}
