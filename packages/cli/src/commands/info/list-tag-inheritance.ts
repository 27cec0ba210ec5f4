import { flag, text } from '@kojikit/command-line';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { eventFromOptions, eventLine, eventOptions } from '../../history/event-options.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { inheritanceTree } from '../../tags/inheritance-tree.js';
import { knownTag } from '../../tags/known-tag.js';

export const listTagInheritance = coreCommand({
  summary: 'Show what a tag inherits from',
  anonymous: true,
  usage: '[options] <tag>',
  description:
    'Shows what a tag inherits from as a tree. The letters in front: M the depth is limited, F packages are filtered, ' +
    'I inheritance ends here, N the configuration is not inherited. taginfo shows the details.',
  options: {
    reverse: flag('--reverse', 'show what inherits from the tag instead'),
    stop: text('--stop'),
    jump: text('--jump'),
    ...eventOptions,
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, print } = context;
    const [name] = args;
    if (name === undefined || args.length !== 1) {
      throw new UsageError('This command takes exactly one argument: a tag name or ID');
    }
    for (const removed of ['stop', 'jump'] as const) {
      if (options[removed]) throw new UsageError(`--${removed} option has been removed in 1.26`);
    }
    await context.ensureConnection();
    const event = await eventFromOptions(context, options);
    if (event && !options.json) print(eventLine(event));
    const at = event ? { event: event.id } : {};
    const tag = await knownTag(hub, name, at);
    const { reverse } = options;
    const lines = await hub.call('getFullInheritance', { tag: tag.id, reverse, ...at });
    if (options.json) return printJson(context, lines);
    print(`     ${tag.name} (${tag.id})`);
    for (const line of inheritanceTree(lines, reverse)) print(line);
  },
});
