import type { TaggingChange } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { standingInTag } from './standing-in-tag.js';

/** A build that was tagged at an event, and maybe untagged at another; each event is ten seconds. */
function row(build: number, create: number, revoke: number | null = null): TaggingChange {
  return {
    name: 'lib',
    version: '1',
    release: String(build),
    build_id: build,
    create_event: create,
    create_ts: create * 10,
    revoke_event: revoke,
    revoke_ts: revoke === null ? null : revoke * 10,
  };
}

describe('how a build stands in a tag', () => {
  it.each([
    ['the latest as long as it is the last', [row(1, 1), row(2, 2)], {}],
    ['replaced by the one tagged after it', [row(2, 1), row(3, 2)], { latestUntil: 20 }],
    ['untagged', [row(2, 1, 4)], { taggedUntil: 40, latestUntil: 40 }],
    ['untagged after it was replaced', [row(2, 1, 4), row(3, 2, 5)], { taggedUntil: 40, latestUntil: 20 }],
    ['uncovered when its successor is untagged', [row(2, 1), row(3, 2, 3)], {}],
    ['covered as long as one of two successors is there', [row(2, 1), row(3, 2, 5), row(4, 3, 4)], {}],
    ['covered by one of two successors', [row(2, 1), row(3, 2, 5), row(4, 3)], { latestUntil: 30 }],
    ['judged by its last tagging alone', [row(2, 1, 2), row(3, 3), row(2, 4)], {}],
    ['tagged again at the event of its untagging', [row(2, 1, 3), row(2, 3)], {}],
  ])('%s', (what, history, standing) => {
    expect(standingInTag(history, 2)).toEqual(standing);
    expect(standingInTag(history.toReversed(), 2)).toEqual(standing);
  });

  it('is nothing where it never was', () => {
    expect(standingInTag([row(1, 1)], 2)).toBeUndefined();
  });
});
