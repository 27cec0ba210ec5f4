import { flag, integer, text } from '@kojikit/command-line';
import type { ExternalRepo, TagExternalRepo } from '@kojikit/protocol';
import type { CommandContext } from '../../command.js';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { eventFromOptions, eventLine, eventOptions } from '../../history/event-options.js';
import { format } from '../../output/format.js';
import { jsonOption, printJson } from '../../output/print-json.js';

interface Layout<Row> {
  headings: string[];
  line(row: Row): string;
}

/** What was found, and the lines that show it. */
interface Listed {
  found: readonly object[];
  headings: readonly string[];
  lines: readonly string[];
}

const listing = <Row extends object>(found: readonly Row[], { headings, line }: Layout<Row>): Listed => ({
  found,
  headings,
  lines: found.map(line),
});

const repos: Layout<ExternalRepo> = {
  headings: [format('%-25s %s', 'External repo name', 'URL'), rule(25, 40)],
  line: (repo) => format('%-25s %s', repo.name, repo.url),
};

const ofTag: Layout<TagExternalRepo> = {
  headings: [format('%-3s %-25s %-10s URL', 'Pri', 'External repo name', 'Mode'), rule(3, 25, 10, 40)],
  line: (repo) =>
    format('%-3i %-25s %-10s %s', repo.priority, repo.external_repo_name, repo.merge_mode, repo.url),
};

const ofTags: Layout<TagExternalRepo> = {
  headings: [format('%-20s %-3s %-10s %s', 'Tag', 'Pri', 'Mode', 'External repo name'), rule(20, 3, 10, 25)],
  line: (repo) =>
    format('%-20s %-3i %-10s %s', repo.tag_name, repo.priority, repo.merge_mode, repo.external_repo_name),
};

function rule(...widths: number[]): string {
  return widths.map((width) => '-'.repeat(width)).join(' ');
}

const options = {
  url: text('--url', { help: 'only repos with this URL' }),
  name: text('--name', { help: 'only the repo of this name' }),
  id: integer('--id', { help: 'only the repo with this id' }),
  tag: text('--tag', { help: 'the repos of a tag' }),
  used: flag('--used', 'show which tags have the repos'),
  inherit: flag('--inherit', 'with --tag: inherited repos as well'),
  ...eventOptions,
  quiet: flag('--quiet', 'leave out the headings'),
  json: jsonOption,
};

export const listExternalRepos = coreCommand({
  summary: 'List external repos',
  anonymous: true,
  usage: '[options]',
  options,
  async run(context) {
    const { args, options: given, settings, print } = context;
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    await context.ensureConnection();
    const event = await eventFromOptions(context, given);
    if (event && !given.json) print(eventLine(event));
    const { found, headings, lines } = await findRepos(context, given, event ? { event: event.id } : {});
    if (given.json) return printJson(context, found);
    if (!given.quiet && !settings.quiet) for (const line of headings) print(line);
    for (const line of lines) print(line);
  },
});

async function findRepos(
  { hub }: Pick<CommandContext, 'hub'>,
  {
    id,
    name,
    url,
    tag,
    used,
    inherit,
  }: { [K in 'name' | 'url' | 'tag']?: string } & {
    id?: number;
    used: boolean;
    inherit: boolean;
  },
  at: { event?: number },
): Promise<Listed> {
  const repo = id || name || null;
  if (tag) {
    if (repo && inherit) throw new UsageError("Can't select by repo when using --inherit");
    if (inherit) return listing(await hub.call('getExternalRepoList', { tag_info: tag, ...at }), ofTags);
    return listing(await hub.call('getTagExternalRepos', { tag_info: tag, repo_info: repo, ...at }), ofTag);
  }
  if (used) return listing(await hub.call('getTagExternalRepos', { repo_info: repo, ...at }), ofTags);
  return listing(await hub.call('listExternalRepos', { info: repo, url: url || null, ...at }), repos);
}
