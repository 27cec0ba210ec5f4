import { flag, integer, list, text, time, toggle, type OptionValues } from '@kojikit/command-line';
import { double, type HistoryQuery, pythonRepr } from '@kojikit/protocol';
import type { CommandContext } from '../../command.js';
import { coreCommand } from '../../core-command.js';
import { CommandError, UsageError } from '../../errors.js';
import { describeChange } from '../../history/describe-change.js';
import { timelineOf } from '../../history/timeline.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { sleep } from '../../waiting/sleep.js';

const options = {
  debug: flag('--debug'),
  build: text('--build', { help: 'changes about a build' }),
  package: text('--package', { help: 'changes about a package' }),
  tag: text('--tag', { help: 'changes about a tag' }),
  editor: text(['--editor', '--by'], { metavar: 'USER', help: 'changes made by a user' }),
  user: text('--user', { help: 'changes about a user' }),
  permission: text('--permission', { help: 'changes about a permission' }),
  cg: text('--cg', { help: 'changes about a content generator' }),
  externalRepo: text(['--external-repo', '--erepo'], { help: 'changes about an external repo' }),
  buildTarget: text(['--build-target', '--target'], { help: 'changes about a build target' }),
  group: text('--group', { help: 'changes about a group' }),
  host: text('--host', { help: 'changes about a host' }),
  channel: text('--channel', { help: 'changes about a channel' }),
  xkey: text('--xkey', { help: 'changes about an extra option of tags' }),
  before: time('--before', { help: 'before this time (a time stamp or a date)' }),
  after: time('--after', { help: 'after this time' }),
  beforeEvent: integer('--before-event', { metavar: 'EVENT_ID', help: 'before this event' }),
  afterEvent: integer('--after-event', { metavar: 'EVENT_ID', help: 'after this event' }),
  watch: flag('--watch', 'go on with what happens from now on'),
  active: toggle(
    { on: '--active', onHelp: 'what holds now', off: '--revoked', offHelp: 'what does not hold any more' },
    undefined,
  ),
  context: flag('--context', 'show both ends of an entry even if only one fits'),
  show: list(['-s', '--show'], { help: 'only these tables, separated by commas' }),
  verbose: flag(['-v', '--verbose'], 'show more of each entry'),
  events: flag(['-e', '--events'], 'show ids of events'),
  all: flag('--all', 'show the whole history'),
  utc: flag('--utc', 'show times in UTC'),
  json: jsonOption,
};

export const listHistory = coreCommand({
  summary: 'Show who changed what and when',
  anonymous: true,
  usage: '[options]',
  options,
  async run(context) {
    const { args, hub, options: given, settings, print, interrupted } = context;
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    const { query, limited } = await queryOf(context, given);
    const tables = given.show.length > 0 ? given.show.flatMap((names) => names.split(',')) : null;
    if (!limited && !given.all) throw new UsageError('Please specify an option to limit the query');
    await context.ensureConnection();
    if (given.watch && !query.afterEvent && !query.after) {
      query.afterEvent = (await hub.call('getLastEvent', { strict: true })).id;
    }
    do {
      const history = await hub.call('queryHistory', { tables, ...query });
      if (given.json) printJson(context, history);
      else {
        const timeline = timelineOf(history, given.context);
        for (const change of timeline) {
          if (given.debug || settings.debug)
            print(pythonRepr([change.event, change.table, change.created ? 1 : 0, change.row]));
          for (const line of describeChange(change, given)) print(line);
        }
        const last = timeline.at(-1);
        if (last) query.afterEvent = last.event;
      }
      if (given.watch) await sleep(settings.pollInterval * 1000, interrupted);
    } while (given.watch && !interrupted.aborted);
    return interrupted.aborted ? 1 : 0;
  },
});

type Given = OptionValues<typeof options>;

async function queryOf(
  { hub }: Pick<CommandContext, 'hub'>,
  given: Given,
): Promise<{ query: HistoryQuery; limited: boolean }> {
  const limits: HistoryQuery = {
    package: given.package,
    tag: given.tag,
    build: given.build,
    editor: given.editor,
    user: given.user,
    permission: given.permission,
    cg: given.cg,
    external_repo: given.externalRepo,
    build_target: given.buildTarget,
    group: given.group,
    before: given.before ? double(given.before) : undefined,
    after: given.after ? double(given.after) : undefined,
    host: given.host,
    channel: given.channel,
    xkey: given.xkey,
  };
  const query: HistoryQuery = Object.fromEntries(
    Object.entries(limits).filter(([, value]) => Boolean(value)),
  );
  const limited = Object.keys(query).length > 0;
  if (given.beforeEvent) query.beforeEvent = given.beforeEvent;
  if (given.afterEvent) query.afterEvent = given.afterEvent;
  if (given.active !== undefined) query.active = given.active;
  if (given.host && !(await hub.call('getHost', { hostInfo: given.host }))) {
    throw new CommandError(`No such host: ${given.host}`);
  }
  if (given.channel && !(await hub.call('getChannel', { channelInfo: given.channel }))) {
    throw new CommandError(`No such channel: ${given.channel}`);
  }
  if (given.utc) query.utc = true;
  return { query, limited };
}
