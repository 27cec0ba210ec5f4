import { flag, list, text, toggle } from '@kojikit/command-line';
import { compareText, hubCall, type Host, type ParamsOf } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { hostUpdates } from '../../hosts/host-updates.js';
import { format } from '../../output/format.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { formatTimeLong } from '../../output/times.js';
import { truncateText } from '../../output/truncate-text.js';
import type { HubSession } from '../../session/hub-session.js';
import { byText } from '../../text/by-text.js';

export const listHosts = coreCommand({
  summary: 'List the build hosts',
  anonymous: true,
  usage: '[options]',
  options: {
    arch: list('--arch', { help: 'only hosts of this architecture (may be given several times)' }),
    channel: text('--channel', { help: 'only hosts of this channel' }),
    ready: toggle(
      {
        on: '--ready',
        onHelp: 'only ready hosts',
        off: '--not-ready',
        offHelp: 'only hosts that are not ready',
      },
      undefined,
    ),
    enabled: toggle(
      {
        on: '--enabled',
        onHelp: 'only enabled hosts',
        off: ['--not-enabled', '--disabled'],
        offHelp: 'only disabled hosts',
      },
      undefined,
    ),
    quiet: flag('--quiet', 'leave out the headings'),
    showChannels: flag('--show-channels', 'show the channels of each host'),
    comment: flag('--comment', 'show comments'),
    description: flag('--description', 'show descriptions'),
    json: jsonOption,
  },
  async run(context) {
    const { hub, options, settings, print, warn } = context;
    await context.ensureConnection();
    const filter: ParamsOf<'listHosts'> = {};
    if (options.arch.length > 0) filter.arches = [...options.arch];
    if (options.channel) {
      const channel = await hub.call('getChannel', { channelInfo: options.channel });
      if (!channel) throw new UsageError(`No such channel: ${options.channel}`);
      filter.channelID = channel.id;
    }
    if (options.ready !== undefined) filter.ready = options.ready;
    if (options.enabled !== undefined) filter.enabled = options.enabled;
    const hosts = (await hub.call('listHosts', filter)).sort(byText((host) => host.name));
    if (options.json) return printJson(context, hosts);
    if (hosts.length === 0) return warn('No hosts found.');
    const updates = await hostUpdates(hub, hosts);
    const channels = options.showChannels ? await channelsOf(hub, hosts) : [];
    const width = Math.max(...hosts.map((host) => host.name.length));
    if (!options.quiet && !settings.quiet) {
      const line =
        `${'Hostname'.padEnd(width)} Enb Rdy Load/Cap  Arches           Last Update                         ` +
        (options.description ? 'Description'.padEnd(51) : '') +
        (options.comment ? 'Comment'.padEnd(51) : '') +
        (options.showChannels ? 'Channels' : '');
      print(line);
      print('-'.repeat(line.length));
    }
    for (const [index, host] of hosts.entries()) {
      const update = updates[index];
      const line = format(
        `%-${width}s %-3s %-3s %4.1f/%-4.1f %-16s %-35s`,
        host.name,
        host.enabled ? 'Y' : 'N',
        host.ready ? 'Y' : 'N',
        host.task_load,
        host.capacity,
        (host.arches ?? '').split(/\s+/).filter(Boolean).join(','),
        update === null ? '-' : formatTimeLong(update),
      );
      const description = options.description ? format(' %-50s', truncateText(host.description)) : '';
      const comment = options.comment ? format(' %-50s', truncateText(host.comment)) : '';
      print(line + description + comment + (options.showChannels ? ` ${channels[index]}` : ''));
    }
  },
});

/** The names of each host's channels; a star marks disabled ones. */
async function channelsOf(hub: HubSession, hosts: readonly Host[]): Promise<string[]> {
  const lists = await hub.batch(hosts.map(({ id }) => hubCall('listChannels', { hostID: id })));
  return lists.map((channels) =>
    channels
      .map(({ name, enabled }) => (enabled === false ? `*${name}` : name))
      .sort(compareText)
      .join(','),
  );
}
