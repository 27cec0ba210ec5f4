import { integer, list, parseInteger, text } from '@kojikit/command-line';
import { GenericError, REPO_MERGE_MODES, type ExternalRepo } from '@kojikit/protocol';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import type { HubSession } from '../../session/hub-session.js';

export const addExternalRepo = coreCommand({
  summary: 'Make an external repo, or put one into tags',
  usage: '[options] <name> [<url>]',
  description: 'Makes an external repo. Without a URL, puts one that exists into tags.',
  options: {
    tag: list(['-t', '--tag'], {
      metavar: 'TAG',
      help: 'put the repo into this tag; tag::N sets the priority',
    }),
    priority: integer(['-p', '--priority'], { help: 'priority in the tags' }),
    mode: text(['-m', '--mode'], { help: `how to merge: ${REPO_MERGE_MODES.join(', ')}` }),
    arches: text(['-a', '--arches'], { metavar: 'ARCH1,ARCH2, ...', help: 'use only these architectures' }),
  },
  async run(context) {
    const { args, hub, options, print } = context;
    await context.activateSession();
    if (options.mode && !REPO_MERGE_MODES.some((mode) => mode === options.mode)) {
      throw new UsageError(`Invalid mode: ${options.mode}`);
    }
    if (options.mode && options.tag.length === 0) {
      throw new UsageError('The --mode option can only be used with --tag');
    }
    if (args.length < 1 || args.length > 2) throw new UsageError('Incorrect number of arguments');
    const repo = await repoFor(hub, args[0] ?? '', args[1]);
    if (args.length === 2) print(`Created external repo ${repo.id}`);
    else if (options.tag.length === 0) {
      throw new UsageError('A url is required to create an external repo entry');
    }
    const keywords = { merge_mode: options.mode || undefined, arches: options.arches || undefined };
    for (const word of options.tag) {
      const { tag, priority: own } = tagAndPriority(word);
      const priority = own ?? options.priority ?? (await nextPriority(hub, tag));
      await hub.call('addExternalRepoToTag', { tag_info: tag, repo_info: repo.name, priority, ...keywords });
      print(`Added external repo ${repo.name} to tag ${tag} (priority ${priority})`);
    }
  },
});

function repoFor(hub: HubSession, name: string, url: string | undefined): Promise<ExternalRepo> {
  if (url !== undefined) return hub.call('createExternalRepo', { name, url });
  return hub.call('getExternalRepo', { info: name, strict: true });
}

function tagAndPriority(word: string): { tag: string; priority?: number } {
  const split = word.lastIndexOf('::');
  if (split < 0) return { tag: word };
  const [tag, text] = [word.slice(0, split), word.slice(split + 2)];
  if (text === 'auto' || text === '-1') return { tag };
  const priority = parseInteger(text);
  if (priority === undefined) throw new GenericError(`Invalid priority: ${text}`);
  return { tag, priority };
}

/** Behind the repos that are there, at a multiple of five, so that others fit in between later. */
async function nextPriority(hub: HubSession, tag: string): Promise<number> {
  const repos = await hub.call('getTagExternalRepos', { tag_info: tag });
  const last = repos.at(-1);
  return last ? Math.floor((last.priority + 7) / 5) * 5 : 5;
}
