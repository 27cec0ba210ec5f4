import { packageBuild } from '../../tsup.base.js';

const entries = ['src/index.ts', 'src/plugin.ts', 'src/bin.ts'];

// A thread is started from a file of its own.
export default packageBuild([...entries, 'src/db/sqlite/reader-thread.ts'], {
  dts: { entry: ['src/index.ts', 'src/plugin.ts'] },
});
