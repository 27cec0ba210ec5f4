import type { Nvr } from '@kojikit/rpm';
import type { HubSession } from '../session/hub-session.js';

/** Where and when builds are looked for. */
export interface BuildsInTag {
  tagId: number;
  /** Default: now. */
  event?: number;
  /** Whether they must be the latest of their packages. Default: false. */
  latest?: boolean;
}

/** Whether all builds are in a tag, inherited ones included. */
export async function areInTag(
  hub: HubSession,
  builds: readonly Nvr[],
  { tagId, event, latest = false }: BuildsInTag,
): Promise<boolean> {
  for (const { name, version, release } of builds) {
    const at = { event: event ?? null, package: name };
    const tagged = latest
      ? await hub.call('getLatestBuilds', { tag: tagId, ...at })
      : await hub.call('listTagged', { tag: tagId, ...at, inherit: true });
    if (!tagged.some((build) => build.version === version && build.release === release)) return false;
  }
  return true;
}
