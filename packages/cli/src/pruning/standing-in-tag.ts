import type { TaggingChange } from '@kojikit/protocol';

/** How a build stands in a tag that it is, or once was, in. */
export interface Standing {
  /** Until when it was the latest of its package, in seconds since 1970. Undefined: it still is. */
  readonly latestUntil?: number;
  /** Until when it was in the tag, in seconds since 1970. Undefined: it still is. */
  readonly taggedUntil?: number;
}

interface Moment {
  readonly event: number;
  readonly tagged: boolean;
  readonly row: TaggingChange;
}

/**
 * How a build stands in a tag after it was tagged for the last time. Of a package the latest build is that which was
 * tagged last and is still there; so another one that is untagged may uncover it again. Where several replaced it, the
 * last one counts.
 *
 * @param history all tagging of the package in the tag
 * @returns undefined when the build was never in the tag
 */
export function standingInTag(history: readonly TaggingChange[], buildId: number): Standing | undefined {
  const timeline = timelineOf(history);
  const start = timeline.findLastIndex(({ tagged, row }) => tagged && row['build_id'] === buildId);
  const own = timeline[start]?.row;
  if (own === undefined) return undefined;
  const taggedUntil = own.revoke_event === null ? undefined : Number(own['revoke_ts']);
  const covering = new Set<unknown>();
  let replaced: number | undefined;
  for (const { tagged, row } of timeline.slice(start + 1)) {
    if (row['build_id'] === buildId) break;
    if (tagged) {
      replaced = Number(row['create_ts']);
      if (row.revoke_event === null) break;
      covering.add(row['build_id']);
    } else {
      covering.delete(row['build_id']);
      if (covering.size === 0) replaced = undefined;
    }
  }
  const ends = [taggedUntil, replaced].filter((time) => time !== undefined);
  return {
    ...(taggedUntil !== undefined && { taggedUntil }),
    ...(ends.length > 0 && { latestUntil: Math.min(...ends) }),
  };
}

/** Tagging and untagging in the order of their events; at one event untagging comes first. */
function timelineOf(history: readonly TaggingChange[]): Moment[] {
  const moments: Moment[] = history.flatMap((row) => [
    { event: row.create_event, tagged: true, row },
    ...(row.revoke_event === null ? [] : [{ event: row.revoke_event, tagged: false, row }]),
  ]);
  return moments.sort((a, b) => a.event - b.event || Number(a.tagged) - Number(b.tagged));
}
