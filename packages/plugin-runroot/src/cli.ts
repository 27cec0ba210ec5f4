import { defineCliPlugin } from '@kojikit/cli/plugin';
import { runroot } from './cli/runroot.js';

/** Commands in build roots: the command line's part. */
export default defineCliPlugin({ name: 'runroot', commands: { runroot } });
