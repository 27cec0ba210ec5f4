import { flag, text, toggle } from '@kojikit/command-line';
import { hubCall, isFault, type Channel, type Host } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { format } from '../../output/format.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { truncateText } from '../../output/truncate-text.js';
import type { HubSession } from '../../session/hub-session.js';
import { byText } from '../../text/by-text.js';

export const listChannels = coreCommand({
  summary: 'List the channels',
  anonymous: true,
  usage: '[options]',
  options: {
    simple: flag('--simple', 'names only'),
    quiet: flag('--quiet', 'leave out the headings'),
    comment: flag('--comment', 'show comments'),
    description: flag('--description', 'show descriptions'),
    enabled: toggle(
      {
        on: '--enabled',
        onHelp: 'only enabled channels',
        off: ['--not-enabled', '--disabled'],
        offHelp: 'only disabled channels',
      },
      undefined,
    ),
    arch: text('--arch', { help: 'count only hosts of this architecture' }),
    json: jsonOption,
  },
  async run(context) {
    const { hub, options, settings, print } = context;
    await context.ensureConnection();
    const channels = (await findChannels(hub, options.enabled)).sort(byText((channel) => channel.name));
    const arches = options.arch === undefined ? {} : { arches: options.arch };
    const hosts = await hub.batch(
      channels.map(({ id }) => hubCall('listHosts', { channelID: id, ...arches })),
    );
    if (options.json) {
      return printJson(
        context,
        channels.map((channel, index) => ({ ...channel, ...counts(hosts[index] ?? []) })),
      );
    }
    const first = channels[0] ?? {};
    const names = channels.map((channel) =>
      'enabled' in first && !channel.enabled ? `${channel.name} [disabled]` : channel.name,
    );
    const width = names.length === 0 ? 8 : Math.max(...names.map((name) => name.length));
    const headings = !options.quiet && !settings.quiet;
    if (options.simple) {
      if (headings) print(`Channel\n${'-'.repeat(7)}`);
      for (const name of names) print(name);
      return;
    }
    const showDescription = options.description && 'description' in first;
    const showComment = options.comment && 'comment' in first;
    if (headings) {
      const line =
        `${'Channel'.padEnd(width)}Enabled  Ready Disbld   Load    Cap   Perc    ` +
        (showDescription ? 'Description'.padEnd(53) : '') +
        (showComment ? 'Comment'.padEnd(53) : '');
      print(line);
      print('-'.repeat(line.length));
    }
    for (const [index, channel] of channels.entries()) {
      const { enabled, ready, disabled, load, capacity, percent } = counts(hosts[index] ?? []);
      const line = format(
        `%-${width}s %6d %6d %6d %6d %6d %6d%%`,
        names[index],
        enabled,
        ready,
        disabled,
        load,
        capacity,
        percent,
      );
      const description = showDescription ? format('   %-50s', truncateText(channel.description)) : '';
      print(line + description + (showComment ? format('   %-50s', truncateText(channel.comment)) : ''));
    }
  },
});

async function findChannels(hub: HubSession, enabled: boolean | undefined): Promise<Channel[]> {
  try {
    return await hub.call('listChannels', enabled === undefined ? {} : { enabled });
  } catch (error) {
    // Hubs before 1.26 cannot disable channels.
    if (!isFault(error, 'ParameterError')) throw error;
    return hub.call('listChannels');
  }
}

function counts(hosts: readonly Host[]) {
  const enabled = hosts.filter((host) => host.enabled).length;
  const capacity = hosts.reduce((sum, host) => sum + Number(host.capacity), 0);
  const load = hosts.reduce((sum, host) => sum + Number(host.task_load), 0);
  return {
    enabled,
    disabled: hosts.length - enabled,
    ready: hosts.filter((host) => host.ready).length,
    capacity,
    load,
    percent: capacity === 0 ? 0 : (load / capacity) * 100,
  };
}
