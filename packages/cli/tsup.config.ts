import { packageBuild } from '../../tsup.base.js';
import { program } from './program.config.js';

const library = packageBuild(['src/index.ts'], {
  dts: { entry: ['src/index.ts', 'src/plugin.ts'] },
  noExternal: ['@kojikit/client', '@kojikit/command-line', '@kojikit/protocol', 'yargs-parser'],
});

export default [library, program];
