import { flag, list, parseInteger, text, time } from '@kojikit/command-line';
import { BUILD_STATES, isFault, stateName, type ListedBuild, type ParamsOf } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { format } from '../../output/format.js';
import { jsonOption, printJson } from '../../output/print-json.js';
import { idOrName } from '../../arguments/id-or-name.js';
import type { HubSession } from '../../session/hub-session.js';

type Filter = ParamsOf<'listBuilds'>;

const SORT_KEYS: readonly string[] = ['build_id', 'owner_name', 'state'];
const LINE = '%-55s  %-16s  %s';

export const listBuilds = coreCommand({
  summary: 'List builds',
  anonymous: true,
  usage: '[options]',
  options: {
    package: text('--package', { help: 'builds of this package' }),
    buildid: text('--buildid', { help: 'this build, by id or name-version-release' }),
    before: time('--before', { help: 'builds that ended before this time: seconds since 1970, or a date' }),
    after: time('--after', { help: 'builds that ended after this time' }),
    state: text('--state', { help: 'builds in this state' }),
    task: text('--task', { help: 'builds of this task' }),
    type: text('--type', { help: 'builds of this type' }),
    prefix: text('--prefix', { help: 'builds whose names begin so' }),
    pattern: text('--pattern', { help: 'builds whose names fit this pattern' }),
    cg: text('--cg', { help: 'builds of this content generator' }),
    source: text('--source', { help: 'builds whose source fits this pattern' }),
    owner: text('--owner', { help: 'builds of this user' }),
    volume: text('--volume', { help: 'builds on this volume' }),
    draftOnly: flag('--draft-only', 'only drafts'),
    noDraft: flag('--no-draft', 'no drafts'),
    sortKeys: list(['-k', '--sort-key'], {
      metavar: 'FIELD',
      help: `sort by this field: ${SORT_KEYS.join(', ')}`,
    }),
    reverse: flag(['-r', '--reverse'], 'the other way round'),
    quiet: flag('--quiet', 'leave out the headings'),
    json: jsonOption,
  },
  async run(context) {
    const { args, hub, options, settings, print, warn } = context;
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    await context.ensureConnection();
    const filter = await filterOf(hub, options);
    const found = await buildsOf(hub, options.buildid, filter);
    for (const key of options.sortKeys) if (!SORT_KEYS.includes(key)) warn(`Invalid sort_key: ${key}.`);
    const keys = options.sortKeys.length > 0 ? options.sortKeys : ['build_id'];
    const builds = sorted(found, keys, options.reverse);
    if (options.json) return printJson(context, builds);
    if (!options.quiet && !settings.quiet) {
      print(format(LINE, 'Build', 'Built by', 'State'));
      print([55, 16, 16].map((width) => '-'.repeat(width)).join('  '));
    }
    for (const { nvr, owner_name: owner, state } of builds) {
      print(format(LINE, nvr, owner, stateName(BUILD_STATES, state)));
    }
  },
});

async function buildsOf(hub: HubSession, id: string | undefined, filter: Filter): Promise<ListedBuild[]> {
  if (id) {
    const build = await hub.call('getBuild', { buildInfo: idOrName(id) });
    if (!build) throw new UsageError(`No such build: '${id}'`);
    return [build];
  }
  if (Object.keys(filter).length === 0) throw new UsageError('Filter must be provided for list');
  try {
    return await hub.call('listBuilds', filter);
  } catch (error) {
    // Hubs before 1.24 do not know these.
    for (const [parameter, option] of [
      ['pattern', 'pattern'],
      ['cgID', 'cg'],
    ] as const) {
      if (isFault(error, 'ParameterError') && error.message.endsWith(`'${parameter}'`)) {
        throw new UsageError(
          `The hub doesn't support the '${option}' argument, please try filtering the result on your local instead.`,
        );
      }
    }
    throw error;
  }
}

interface Choice {
  package?: string;
  before?: number;
  after?: number;
  state?: string;
  task?: string;
  type?: string;
  prefix?: string;
  pattern?: string;
  cg?: string;
  source?: string;
  owner?: string;
  volume?: string;
  draftOnly: boolean;
  noDraft: boolean;
}

async function filterOf(hub: HubSession, choice: Choice): Promise<Filter> {
  const { type, prefix, pattern } = choice;
  const filter: Filter = {};
  if (type !== undefined) filter.type = type;
  if (prefix !== undefined) filter.prefix = prefix;
  if (pattern !== undefined) filter.pattern = pattern;
  if (choice.noDraft && choice.draftOnly) throw new UsageError('--draft-only conflits with --no-draft');
  if (choice.noDraft || choice.draftOnly) filter.draft = choice.draftOnly;
  if (choice.cg) filter.cgID = choice.cg;
  if (choice.package) filter.packageID = await packageId(hub, choice.package);
  if (choice.owner) filter.userID = await userId(hub, choice.owner);
  if (choice.volume) filter.volumeID = await volumeId(hub, choice.volume);
  if (choice.state) filter.state = stateOf(choice.state);
  if (choice.before) filter.completeBefore = choice.before;
  if (choice.after) filter.completeAfter = choice.after;
  if (choice.task) {
    const taskId = parseInteger(choice.task);
    if (taskId === undefined) throw new UsageError('Task id must be an integer');
    filter.taskID = taskId;
  }
  if (choice.source) filter.source = choice.source;
  return filter;
}

async function packageId(hub: HubSession, word: string): Promise<number> {
  const id = parseInteger(word) ?? (await hub.call('getPackageID', { name: word }));
  if (id === null) throw new UsageError(`No such package: ${word}`);
  return id;
}

async function userId(hub: HubSession, word: string): Promise<number> {
  const id = parseInteger(word) ?? (await hub.call('getUser', { userInfo: word }))?.id;
  if (id === undefined) throw new UsageError(`No such user: ${word}`);
  return id;
}

async function volumeId(hub: HubSession, word: string): Promise<number> {
  const named = async () => (await hub.call('listVolumes')).find(({ name }) => name === word)?.id;
  const id = parseInteger(word) ?? (await named());
  if (id === undefined) throw new UsageError(`No such volume: ${word}`);
  return id;
}

/** A state by its number, or by its name in capitals. */
function stateOf(word: string): number {
  const number = parseInteger(word) ?? new Map<string, number>(Object.entries(BUILD_STATES)).get(word);
  if (number === undefined || stateName(BUILD_STATES, number) === undefined) {
    throw new UsageError(`Invalid state: ${word}`);
  }
  return number;
}

/** Ordered by some members, one after the other; what a build does not have changes nothing. */
function sorted(builds: readonly ListedBuild[], keys: readonly string[], reverse: boolean): ListedBuild[] {
  const members = (build: ListedBuild): Map<string, unknown> => new Map(Object.entries(build));
  const smaller = reverse ? 1 : -1;
  return builds.toSorted((a, b) => {
    for (const key of keys) {
      const [left, right] = [members(a).get(key) ?? '', members(b).get(key) ?? ''];
      if (left < right) return smaller;
      if (left > right) return -smaller;
    }
    return 0;
  });
}
