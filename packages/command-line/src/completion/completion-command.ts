import { UsageError } from '../usage-error.js';
import { completionScript } from './completion-script.js';
import { SHELLS, userShell } from './shell.js';

/** What is said of the command `completion` in help pages. */
export const COMPLETION = {
  name: 'completion',
  usage: '[<shell>]',
  summary: `Print a script that completes commands, options and names in ${SHELLS.join(', ')}`,
} as const;

/**
 * The script that the arguments of `completion` ask for: that of the user's own shell where none is named. Throws
 * UsageError.
 */
export async function chosenScript(program: string, args: readonly string[]): Promise<string> {
  const [name = userShell(), ...further] = args;
  const shell = SHELLS.find((known) => known === name);
  if (shell === undefined || further.length > 0) {
    throw new UsageError(`completion is for one of ${SHELLS.join(', ')}, not '${args.join(' ')}'`);
  }
  return completionScript(program, shell);
}
