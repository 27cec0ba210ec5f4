import { isFault, type Repo } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';
import { CommandError } from '../errors.js';
import { ReasonTeller } from '../waiting/reason-teller.js';
import { repoLog } from './repo-log.js';
import type { RepoWait } from './repo-types.js';

type WaitOptions = { timeout: number; verbose: boolean; quiet: boolean };

/** How a command waits for a repo, from its options and the configuration. */
export function repoWait(context: CommandContext, options: WaitOptions): RepoWait {
  const { settings, print, interrupted } = context;
  const { debug } = settings;
  const quiet = options.quiet || settings.quiet;
  return {
    pollInterval: settings.pollInterval,
    timeout: options.timeout,
    log: repoLog(print, { debug, quiet, verbose: options.verbose }),
    interrupted,
    ...(!quiet && { teller: new ReasonTeller(context) }),
  };
}

/** Waits; a failure ends the command. Throws CommandError. */
export async function awaitRepo(repo: Promise<Repo>, quiet: boolean): Promise<Repo> {
  try {
    return await repo;
  } catch (error) {
    if (!isFault(error, 'GenericError')) throw error;
    throw new CommandError(quiet ? '' : `Failed to get repo -- ${error.message}`, 1);
  }
}

/** Tells which repo it is. */
export function printRepo({ print, settings }: CommandContext, repo: { id: number }): void {
  print(`Got repo ${repo.id}`);
  print(`Repo info: ${settings.weburl}/repoinfo?repoID=${repo.id}`);
}
