import { command } from '../../command.js';
import { checkInheritanceArguments, findInheritance } from '../../lib/find-inheritance.js';

export const removeTagInheritance = command({
  usage: '<tag> <parent> [<priority>]',
  options: {},
  async run(context) {
    checkInheritanceArguments(context.args);
    await context.activateSession();
    const { tag, all, index } = await findInheritance(context);
    const lines = all.map((line, at) => (at === index ? { ...line, 'delete link': true } : line));
    await context.hub.call('setInheritanceData', [tag.id, lines]);
  },
});
