import { flag } from '@kojikit/command-line';
import { pythonText } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { eventFromOptions, eventLine, eventOptions } from '../../history/event-options.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { byText } from '../../text/by-text.js';

export const listGroups = coreCommand({
  summary: 'List the groups of a tag',
  anonymous: true,
  usage: '[options] <tag> [<group>]',
  options: {
    ...eventOptions,
    showBlocked: flag('--show-blocked', 'show blocked groups and packages as well'),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, print } = context;
    const [tag, only] = args;
    if (tag === undefined || args.length > 2) throw new UsageError('Incorrect number of arguments');
    await context.ensureConnection();
    const event = await eventFromOptions(context, options);
    if (event && !options.json) print(eventLine(event));
    const blocked = options.showBlocked || undefined;
    const groups = (await hub.call('getTagGroups', { tag, event: event?.id, incl_blocked: blocked }))
      .filter(({ name }) => only === undefined || name === only)
      .sort(byText(({ name }) => name));
    if (options.json) return printJson(context, groups);

    const tagNames = new Map<number, string>();
    const tagName = async (id: number): Promise<string> => {
      let name = tagNames.get(id);
      if (name === undefined) {
        const found = await hub.call('getTag', { tagInfo: id, strict: false });
        name = found?.name ?? String(id);
        tagNames.set(id, name);
      }
      return name;
    };
    for (const group of groups) {
      print(`${group.name}  [${await tagName(group.tag_id)}]`);
      for (const inner of (group.grouplist ?? []).sort(byText(({ name }) => name))) {
        print(`  @${inner.name}  [${await tagName(inner.tag_id)}]`);
      }
      for (const entry of (group.packagelist ?? []).sort(byText((item) => item.package))) {
        const blocked = entry.blocked ? ' [BLOCKED]' : '';
        const how = `${pythonText(entry.basearchonly)}, ${pythonText(entry.type)}`;
        print(`  ${entry.package}: ${how}  [${await tagName(entry.tag_id)}]${blocked}`);
      }
    }
  },
});
