import { pluginBuild } from '../../tsup.base.js';

export default pluginBuild(['src/hub.ts', 'src/builder.ts', 'src/cli.ts', 'src/api.ts']);
