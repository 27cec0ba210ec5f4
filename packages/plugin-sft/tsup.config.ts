import { pluginBuild } from '../../tsup.base.js';

// The archiver is no entry for others: the builder's part runs it as a program.
export default pluginBuild([
  'src/hub.ts',
  'src/builder.ts',
  'src/cli.ts',
  'src/api.ts',
  'src/archive/archive-tree.ts',
]);
