import { packageBuild } from '../../tsup.base.js';

export default packageBuild(['src/hub.ts', 'src/api.ts']);
