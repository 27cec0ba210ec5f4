import { type ListedMethod, pythonText } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { byText } from '../../text/by-text.js';

export const listApi = coreCommand({
  summary: 'List the methods of the hub',
  anonymous: true,
  usage: '[method_name ...]',
  options: {},
  async run({ args, hub, print, ensureConnection }) {
    await ensureConnection();
    for (const name of args) {
      const help = await hub.call('system.methodHelp', { method: name });
      if (!help) throw new UsageError(`Unknown method: ${name}`);
      print(help);
    }
    if (args.length > 0) return;
    const methods = await hub.call('_listapi');
    for (const method of methods.sort(byText(({ name }) => name))) {
      print(`${method.name}${method.argdesc ?? describeArguments(method)}`);
      if (method.doc) print(`  description: ${method.doc}`);
    }
  },
});

/** For hubs that do not describe them. */
function describeArguments({ args }: ListedMethod): string {
  const words = args.map((arg) => (typeof arg === 'string' ? arg : `${arg[0]}=${pythonText(arg[1])}`));
  return `(${words.join(', ')})`;
}
