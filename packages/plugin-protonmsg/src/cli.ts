import { defineCliPlugin } from '@kojikit/cli/plugin';
import { protonQueue } from './cli/proton-queue.js';

/** Messages: the command line's part. */
export default defineCliPlugin({ name: 'protonmsg', commands: { 'proton-queue': protonQueue } });
