import { type Host, pythonText } from '@kojikit/protocol';
import type { CommandContext } from '../../command.js';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { hostUpdates } from '../../hosts/host-updates.js';
import { format } from '../../output/format.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { formatTimeLong } from '../../output/times.js';

const ACTIVE_STATES = ['INIT', 'WAITING', 'BUILDING'];

export const hostinfo = coreCommand({
  summary: 'Show build hosts',
  anonymous: true,
  usage: '<hostname> [<hostname> ...]',
  options: { json: jsonOption },
  async run(context) {
    const { args, hub, warn } = context;
    if (args.length === 0) throw new UsageError('Please specify a host');
    await context.ensureConnection();
    const found: Host[] = [];
    for (const name of args) {
      const host = await hub.call('getHost', { hostInfo: /^\d+$/.test(name) ? Number(name) : name });
      if (!host) warn(`No such host: ${name}\n`);
      else {
        found.push(host);
        if (!context.options.json) await describe(context, host);
      }
    }
    if (context.options.json) printJson(context, found);
    if (found.length < args.length) throw new CommandError();
  },
});

async function describe({ hub, print }: Pick<CommandContext, 'hub' | 'print'>, host: Host): Promise<void> {
  print(`Name: ${host.name}`);
  print(`ID: ${host.id}`);
  print(`Arches: ${pythonText(host.arches)}`);
  print(`Capacity: ${pythonText(host.capacity)}`);
  print(format('Task Load: %.2f', host.task_load));
  for (const line of indented('Description:', host.description)) print(line);
  for (const line of indented('Comment:', host.comment)) print(line);
  print(`Enabled: ${host.enabled ? 'yes' : 'no'}`);
  print(`Ready: ${host.ready ? 'yes' : 'no'}`);
  const [update] = await hostUpdates(hub, [host]);
  print(`Last Update: ${update === null ? 'never' : formatTimeLong(update)}`);
  const channels = await hub.call('listChannels', { hostID: host.id });
  print(`Channels: ${channels.map(({ name }) => name).join(' ')}`);
  print('Active Buildroots:');
  const rows: string[][] = [];
  for (const [state, word] of ACTIVE_STATES.entries()) {
    for (const root of await hub.call('listBuildroots', { hostID: host.id, state })) {
      const created = root.create_event_time ?? '';
      rows.push([
        `${root.tag_name}-${root.id}-${root.repo_id}`,
        word,
        created.slice(0, created.indexOf('.')),
      ]);
    }
  }
  if (rows.length === 0) return print('None');
  for (const row of [['NAME', 'STATE', 'CREATION TIME'], ...rows]) print(format('%-50s %-10s %-20s', ...row));
}

function indented(heading: string, text: string | null): string[] {
  if (!text) return [heading];
  const [first = '', ...others] = text.replace(/\n$/, '').split('\n');
  return [`${heading} ${first}`, ...others.map((line) => ' '.repeat(heading.length + 1) + line)];
}
