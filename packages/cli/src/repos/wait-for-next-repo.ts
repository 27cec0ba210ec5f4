import { buildLabel, type Tag } from '@kojikit/protocol';
import type { Nvr } from '@kojikit/rpm';
import type { HubSession } from '../session/hub-session.js';
import { joinNames } from '../text/join-names.js';
import { sleep } from '../waiting/sleep.js';
import { areInTag } from './builds-in-tag.js';
import { minutesSince } from './minutes-since.js';
import type { RepoWait } from './repo-types.js';

/**
 * Waits on hubs before 1.35, which take no requests: for the next repo of a tag, or for one with certain builds.
 *
 * @returns whether it came in time, and how long that took
 */
export async function waitForNextRepo(
  hub: HubSession,
  tag: Tag,
  builds: readonly Nvr[],
  { pollInterval, timeout, interrupted }: Pick<RepoWait, 'pollInterval' | 'timeout' | 'interrupted'>,
): Promise<{ found: boolean; message: string }> {
  const start = Date.now();
  const goal =
    builds.length > 0
      ? `${joinNames(builds.map((build) => buildLabel(build)))} to appear in the ${tag.name} repo`
      : `a new ${tag.name} repo`;
  const getRepo = () => hub.call('getRepo', { tag: tag.id });
  const first = await getRepo();
  let [last, repo]: Array<typeof first> = [null, first];
  for (;;) {
    const isNew = repo !== null && repo?.id !== last?.id;
    const found =
      builds.length > 0
        ? isNew && (await areInTag(hub, builds, { tagId: tag.id, event: repo?.create_event, latest: true }))
        : repo?.id !== first?.id;
    const waited = `uccessfully waited ${minutesSince(start)} for ${goal}`;
    if (found) return { found, message: `S${waited}` };
    if (interrupted.aborted || Date.now() - start >= timeout * 60_000) {
      return { found, message: `Uns${waited}` };
    }
    await sleep(pollInterval * 1000, interrupted);
    [last, repo] = [repo, await getRepo()];
  }
}
