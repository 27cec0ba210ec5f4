import { flag, integer, integerOr, toggle } from '@kojikit/command-line';
import { isKojiFault, type BuildConfig } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { eventFromOptions } from '../../history/event-options.js';
import { formatTimeC } from '../../output/times.js';
import { requirePermission } from '../../session/require-permission.js';
import type { HubSession } from '../../session/hub-session.js';

export const cloneTag = coreCommand({
  summary: 'Copy the contents of a tag to another one',
  usage:
    '[options] <src-tag> <dst-tag>\nclone-tag will create the destination tag if it does not already exist',
  options: {
    config: flag('--config', 'copy the configuration'),
    groups: flag('--groups', 'copy the groups'),
    packages: flag('--pkgs', 'copy the package list'),
    builds: flag('--builds', 'tag the builds'),
    all: flag('--all', 'the same as --config --groups --pkgs --builds'),
    latestOnly: flag('--latest-only', 'only the latest build of each package'),
    inheritBuilds: flag('--inherit-builds', 'inherited builds as well'),
    ts: integer('--ts', { metavar: 'TIMESTAMP', help: 'the tag at the last event before this time' }),
    delete: toggle({ off: '--no-delete', offHelp: 'leave what is in the destination alone' }, true),
    event: integer('--event', { help: 'the tag at this event' }),
    repo: integer('--repo', { help: "the tag at a repo's event" }),
    verbose: flag(['-v', '--verbose']),
    notify: flag('--notify', 'accepted and without effect: the hub copies without mail'),
    force: flag(['-f', '--force'], 'do it although a tag is locked'),
    test: flag(['-n', '--test']),
    batch: integerOr(100, '--batch'),
  },
  async run(context) {
    const { args, hub, options, print } = context;
    const [from, to] = args;
    if (from === undefined || to === undefined || args.length !== 2) {
      throw new UsageError('This command takes two arguments: <src-tag> <dst-tag>');
    }
    await context.activateSession();
    if (!options.test) await requirePermission(context, 'tag');
    if (from === to) throw new UsageError('Source and destination tags must be different.');
    if (options.batch < 0) throw new UsageError('batch size must be bigger than zero');
    const { all, force } = options;
    const pkgs = all || options.packages;
    const builds = all || options.builds;
    const event = await eventFromOptions(context, options);
    if (event) print(`Cloning at event ${event.id} (${formatTimeC(event.ts)})`);
    if (builds && !pkgs) throw new UsageError("--builds can't be used without also specifying --pkgs");
    const source = await sourceTag(hub, from, event?.id ?? null);
    const destination = await hub.call('getTag', { tagInfo: to });
    if ((source.locked || destination?.locked) && !force) {
      throw new UsageError(
        'Error: You are attempting to clone from or to a tag which is locked.\n' +
          'Please use --force if this is what you really want to do.',
      );
    }
    if (options.test) throw new UsageError('server-side operation, test output is no longer available');
    const what = {
      src: source.id,
      dst: to,
      config: all || options.config,
      pkgs,
      builds,
      groups: all || options.groups,
      latest_only: options.latestOnly,
      inherit_builds: options.inheritBuilds,
      event: event?.id ?? null,
      force,
    };
    if (destination) await hub.call('snapshotTagModify', { ...what, remove: options.delete });
    else await hub.call('snapshotTag', what);
  },
});

async function sourceTag(hub: HubSession, tag: string, event: number | null): Promise<BuildConfig> {
  try {
    return await hub.call('getBuildConfig', { tag, event });
  } catch (error) {
    if (!isKojiFault(error) || error.faultName === 'Fault') throw error;
    throw new UsageError(`No such src-tag: ${tag}`);
  }
}
