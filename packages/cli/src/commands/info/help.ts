import { flag } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { CATEGORIES, type Category } from '../categories.js';

export const help = coreCommand({
  summary: 'List the commands, all or by category',
  usage: '[<category> ...]',
  options: { admin: flag('--admin') },
  run(context) {
    const chosen = new Set([...context.args, ...(context.options.admin ? ['admin'] : [])]);
    const unknown = [...chosen].filter((name) => name !== 'all' && !Object.hasOwn(CATEGORIES, name));
    for (const name of unknown) context.print(`No such help category: ${name}`);
    const known = [...chosen].filter((name) => Object.hasOwn(CATEGORIES, name)) as Category[];
    if (unknown.length > 0 && known.length === 0) return Promise.resolve(1);
    const everything = chosen.size === 0 || chosen.has('all');
    context.output.write(context.listCommands(everything ? undefined : known));
    return Promise.resolve(unknown.length > 0 ? 1 : 0);
  },
});
