import { command, type CommandContext } from '../../command.js';
import { UsageError } from '../../errors.js';
import { eventFromOptions, eventLine, eventOptions } from '../../lib/event-options.js';
import { flag, integer, text } from '../../options/define-option.js';
import { format } from '../../output/format.js';
import { jsonOption, printJson } from '../../output/print-json.js';

interface ExternalRepo {
  name?: string;
  url: string;
  external_repo_name?: string;
  tag_name?: string;
  priority?: number;
  merge_mode?: string | null;
}

interface Layout {
  headings: string[];
  line(repo: ExternalRepo): string;
}

const repos: Layout = {
  headings: [format('%-25s %s', 'External repo name', 'URL'), rule(25, 40)],
  line: (repo) => format('%-25s %s', repo.name, repo.url),
};

const ofTag: Layout = {
  headings: [format('%-3s %-25s %-10s URL', 'Pri', 'External repo name', 'Mode'), rule(3, 25, 10, 40)],
  line: (repo) =>
    format('%-3i %-25s %-10s %s', repo.priority, repo.external_repo_name, repo.merge_mode, repo.url),
};

const ofTags: Layout = {
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

export const listExternalRepos = command({
  usage: '[options]',
  options,
  async run(context) {
    const { args, options: given, settings, print } = context;
    if (args.length > 0) throw new UsageError('This command takes no arguments');
    await context.ensureConnection();
    const event = await eventFromOptions(context, given);
    if (event && !given.json) print(eventLine(event));
    const { found, layout } = await findRepos(context, given, event ? { event: event.id } : {});
    if (given.json) return printJson(context, found);
    if (!given.quiet && !settings.quiet) for (const line of layout.headings) print(line);
    for (const repo of found) print(layout.line(repo));
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
): Promise<{ found: ExternalRepo[]; layout: Layout }> {
  const repo = id || name || null;
  const ask = (method: string, keywords: Record<string, unknown>): Promise<ExternalRepo[]> =>
    hub.call(method, [], { ...at, ...keywords });
  if (tag) {
    if (repo && inherit) throw new UsageError("Can't select by repo when using --inherit");
    if (inherit) return { found: await ask('getExternalRepoList', { tag_info: tag }), layout: ofTags };
    return { found: await ask('getTagExternalRepos', { tag_info: tag, repo_info: repo }), layout: ofTag };
  }
  if (used) return { found: await ask('getTagExternalRepos', { repo_info: repo }), layout: ofTags };
  return { found: await ask('listExternalRepos', { info: repo, url: url || null }), layout: repos };
}
