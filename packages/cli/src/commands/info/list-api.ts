import { command } from '../../command.js';
import { UsageError } from '../../errors.js';
import { byText } from '../../lib/sort.js';
import { pythonText } from '../../output/python-text.js';

interface Method {
  name: string;
  doc: string | null;
  argdesc?: string;
  args: Array<string | [name: string, fallback: unknown]>;
}

export const listApi = command({
  usage: '[method_name ...]',
  options: {},
  async run({ args, hub, print, ensureConnection }) {
    await ensureConnection();
    for (const name of args) {
      const help = await hub.call<string>('system.methodHelp', [name]);
      if (!help) throw new UsageError(`Unknown method: ${name}`);
      print(help);
    }
    if (args.length > 0) return;
    const methods = await hub.call<Method[]>('_listapi');
    for (const method of methods.sort(byText(({ name }) => name))) {
      print(`${method.name}${method.argdesc ?? describeArguments(method)}`);
      if (method.doc) print(`  description: ${method.doc}`);
    }
  },
});

/** For hubs that do not describe them. */
function describeArguments({ args }: Method): string {
  const words = args.map((arg) => (typeof arg === 'string' ? arg : `${arg[0]}=${pythonText(arg[1])}`));
  return `(${words.join(', ')})`;
}
