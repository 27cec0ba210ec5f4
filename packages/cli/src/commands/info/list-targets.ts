import { flag, text } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { format } from '../../output/format.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { byText } from '../../text/by-text.js';

const COLUMNS = '%-30s %-30s %-30s';

export const listTargets = coreCommand({
  summary: 'List the build targets',
  anonymous: true,
  usage: '[options]',
  options: {
    name: text('--name', { help: 'only this target' }),
    quiet: flag('--quiet', 'leave out the headings'),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, settings, print } = context;
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    await context.ensureConnection();
    const targets = await hub.call('getBuildTargets', { info: options.name ?? null });
    if (targets.length === 0) {
      throw new UsageError(options.name ? `No such build target: ${options.name}` : 'No targets were found');
    }
    targets.sort(byText((target) => target.name));
    if (options.json) return printJson(context, targets);
    if (!options.quiet && !settings.quiet) {
      print(format(COLUMNS, 'Name', 'Buildroot', 'Destination'));
      print('-'.repeat(93));
    }
    for (const target of targets) {
      print(format(COLUMNS, target.name, target.build_tag_name, target.dest_tag_name));
    }
  },
});
