import { chosenScript, COMPLETION } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';

export const completion = coreCommand({
  summary: 'Print a script that completes lines in bash, zsh or fish',
  usage: COMPLETION.usage,
  description: COMPLETION.summary,
  options: {},
  async run({ args, output, program }) {
    output.write(await chosenScript(program, args));
  },
});
