import { coreCommand } from '../../core-command.js';
import { checkInheritanceArguments, findInheritance } from '../../tags/find-inheritance.js';

export const removeTagInheritance = coreCommand({
  summary: 'Take a parent from a tag',
  usage: '<tag> <parent> [<priority>]',
  options: {},
  async run(context) {
    checkInheritanceArguments(context.args);
    await context.activateSession();
    const { tag, all, link } = await findInheritance(context);
    const lines = all.map((line) => (line === link ? { ...line, 'delete link': true } : line));
    await context.hub.call('setInheritanceData', { tag: tag.id, data: lines });
  },
});
