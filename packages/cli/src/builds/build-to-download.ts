import { isKojiFault, type Build, type Rpm } from '@kojikit/protocol';
import { parseNvra } from '@kojikit/rpm';
import { CommandError, UsageError } from '../errors.js';
import type { HubSession } from '../session/hub-session.js';

/** What the word on the command line stands for. */
export interface WantedBuild {
  /** The id is that of the task that made the build. */
  readonly taskId: boolean;
  /** The word is a package, the latest build of which in this tag is meant. */
  readonly latestFrom?: string;
  /** With `latestFrom`: of builds of this type. */
  readonly type?: string;
  /** The word is an rpm, which alone is wanted. */
  readonly rpm: boolean;
}

/**
 * The build that is to be downloaded, with the rpm where that alone is wanted. An rpm's name also stands for its build.
 * Throws UsageError, CommandError when there is none.
 */
export async function buildToDownload(
  hub: HubSession,
  word: string,
  wanted: WantedBuild,
): Promise<{ build: Build; rpm?: Rpm }> {
  const id = /^\d+$/.test(word) ? Number(word) : undefined;
  if (id !== undefined && wanted.latestFrom) {
    throw new UsageError('--latestfrom not compatible with build IDs, specify a package name.');
  }
  const made = id !== undefined && wanted.taskId ? await madeBy(hub, id) : undefined;
  if (wanted.latestFrom) return { build: await latestOf(hub, word, wanted.latestFrom, wanted.type) };
  if (wanted.rpm) {
    const rpm = await hub.call('getRPM', { rpminfo: made ?? id ?? word });
    if (!rpm) throw new CommandError(`No such rpm: ${word}`);
    return { build: await known(hub, rpm.build_id ?? word), rpm };
  }
  return { build: await known(hub, made ?? id ?? (await buildOfRpm(hub, word)) ?? word) };
}

async function known(hub: HubSession, buildInfo: number | string): Promise<Build> {
  const build = await hub.call('getBuild', { buildInfo });
  if (!build) throw new CommandError(`No such build: ${buildInfo}`);
  return build;
}

async function madeBy(hub: HubSession, taskID: number): Promise<number> {
  const [build] = await hub.call('listBuilds', { taskID });
  if (build) return build.build_id;
  throw new CommandError(
    `No associated builds for task ${taskID}\nIf this is a scratch build, try using download-task instead`,
  );
}

async function latestOf(hub: HubSession, name: string, tag: string, type?: string): Promise<Build> {
  let found;
  try {
    [found] = await hub.call('listTagged', { tag, latest: true, package: name, type: type ?? null });
  } catch (error) {
    if (!isKojiFault(error) || error.faultName === 'Fault') throw error;
    throw new CommandError(`Error finding latest build: ${error.message}`);
  }
  if (!found) throw new CommandError(`${tag} has no builds of ${name}`);
  return known(hub, found.id);
}

/** The build of an rpm, if the word names one. */
async function buildOfRpm(hub: HubSession, word: string): Promise<number | undefined> {
  try {
    parseNvra(word);
    const rpm = await hub.call('getRPM', { rpminfo: word });
    return rpm?.build_id ?? undefined;
  } catch (error) {
    if (isKojiFault(error) || (error instanceof Error && error.message.startsWith('invalid format')))
      return undefined;
    throw error;
  }
}
