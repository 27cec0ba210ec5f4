import { packageBuild } from '../../tsup.base.js';

export default packageBuild([
  'src/index.ts',
  'src/bundled-program.ts',
  'src/amqp/index.ts',
  'src/conformance/index.ts',
  'src/mail/index.ts',
  'src/pages/index.ts',
  'src/postgres-setup.ts',
  'src/postgres/keeper.ts',
]);
