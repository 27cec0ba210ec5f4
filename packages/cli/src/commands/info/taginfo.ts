import { parseInteger } from '@kojikit/command-line';
import type { BuildConfig } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { eventFromOptions, eventLine, eventOptions } from '../../history/event-options.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import type { HubSession } from '../../session/hub-session.js';
import { describeTag } from '../../tags/describe-tag.js';

export const taginfo = coreCommand({
  summary: 'Show tags',
  anonymous: true,
  usage: '[options] <tag> [<tag> ...]',
  options: { ...eventOptions, json: jsonOption },
  async run(context) {
    const { args, hub, options, print } = context;
    if (args.length === 0) throw new UsageError('Please specify a tag');
    await context.ensureConnection();
    const event = await eventFromOptions(context, options);
    if (event && !options.json) print(eventLine(event));
    const at = event ? { event: event.id } : {};
    const permissions = await hub.call('getAllPerms');
    const permissionNames = new Map(permissions.map(({ id, name }) => [id, name]));
    const tags: BuildConfig[] = [];
    for (const name of args) tags.push(await findTag(hub, name, at));
    if (options.json) return printJson(context, tags);
    const maven = await hub.call('mavenEnabled');
    for (const [index, tag] of tags.entries()) {
      if (index > 0) print();
      for (const line of await describeTag(hub, tag, { at, permissionNames, maven })) print(line);
    }
  },
});

async function findTag(hub: HubSession, name: string, at: { event?: number }): Promise<BuildConfig> {
  const byName = await hub.call('getBuildConfig', { tag: name, ...at });
  if (byName) return byName;
  const id = parseInteger(name);
  const byId = id === undefined ? null : await hub.call('getBuildConfig', { tag: id, ...at });
  if (!byId) throw new UsageError(`No such tag: ${name}`);
  return byId;
}
