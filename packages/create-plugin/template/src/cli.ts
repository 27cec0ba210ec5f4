import { defineCliPlugin } from '@kojikit/cli/plugin';
import { helloCommand } from './cli/hello.js';

/** The command line's part. Its commands are listed in package.json as well, so that `koji help` loads no code. */
export default defineCliPlugin({ name: '__NAME__', commands: { '__NAME__-hello': helloCommand } });
