import { packageBuild } from '../../tsup.base.js';

export default packageBuild(['src/hub.ts', 'src/cli.ts', 'src/api.ts', 'src/messages.ts']);
