import { chosenScript, COMPLETION } from '@kojikit/command-line';
import { command } from '../../command.js';

export const completion = command({
  usage: COMPLETION.usage,
  description: COMPLETION.summary,
  options: {},
  async run({ args, output, program }) {
    output.write(await chosenScript(program, args));
  },
});
