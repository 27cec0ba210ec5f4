import { flag } from '@kojikit/command-line';
import {
  type Buildroot,
  hubCall,
  isFault,
  PathInfo,
  pythonText,
  REPO_STATES,
  stateName,
} from '@kojikit/protocol';
import type { CommandContext } from '../../command.js';
import { coreCommand } from '../../core-command.js';
import { UsageError } from '../../errors.js';
import { formatTimeLong } from '../../output/times.js';

export const repoinfo = coreCommand({
  summary: 'Show repos',
  anonymous: true,
  usage: '[options] <repo id> [<repo id> ...]',
  options: { buildroots: flag('--buildroots', 'list the buildroots made from it') },
  async run(context) {
    const { args, hub, options, settings, print, warn } = context;
    if (args.length === 0) throw new UsageError('Please specify a repo ID');
    await context.ensureConnection();
    const repos = await hub.batchSettled(
      args.map((id) => hubCall('repoInfo', { repo_id: id, strict: false })),
    );
    const paths = new PathInfo(settings.topurl ?? '');
    for (const [index, repo] of repos.entries()) {
      if (repo instanceof Error) throw repo;
      if (!repo) {
        warn(`No such repo: ${args[index]}\n`);
        continue;
      }
      const folder = paths.repo(repo.id, repo.tag_name);
      print(`ID: ${repo.id}`);
      print(`Tag ID: ${repo.tag_id}`);
      print(`Tag name: ${repo.tag_name}`);
      print(`State: ${stateName(REPO_STATES, repo.state)}`);
      print(`Created: ${formatTimeLong(repo.create_ts)}`);
      print(`Created event: ${repo.create_event}`);
      print(`URL: ${folder}`);
      print(`Repo json: ${repo.dist ? paths.distRepo(repo.id, repo.tag_name) : folder}/repo.json`);
      print(`Dist repo?: ${repo.dist ? 'yes' : 'no'}`);
      print(`Task ID: ${pythonText(repo.task_id)}`);
      await printBuildroots(context, repo.id, options.buildroots);
    }
  },
});

async function printBuildroots(
  { hub, print, warn }: CommandContext,
  repoId: number,
  list: boolean,
): Promise<void> {
  let buildroots: Buildroot[];
  try {
    buildroots = await hub.call('listBuildroots', { repoID: repoId });
  } catch (error) {
    if (!isFault(error, 'ParameterError')) throw error;
    if (list) warn('--buildroots option is available with hub 1.33 or newer');
    return;
  }
  print(`Number of buildroots: ${buildroots.length}`);
  if (!list || buildroots.length === 0) return;
  print('Buildroots ID:');
  for (const { id } of buildroots) print(`${' '.repeat(15)}${id}`);
}
