import { packageBuild } from '../../tsup.base.js';

// What every command needs is bundled: finding and loading packages is a good part of the start-up time.
export default packageBuild(['src/index.ts', 'src/plugin.ts', 'src/bin.ts'], {
  noExternal: ['@kojikit/client', '@kojikit/command-line', '@kojikit/protocol', 'yargs-parser'],
});
