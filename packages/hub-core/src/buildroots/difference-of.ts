import type { BuildrootComparison, ComparedRpm } from '@kojikit/protocol';

type Difference = Pick<BuildrootComparison, 'counts' | 'changed' | 'added' | 'removed'>;

/** An RPM that one of two buildroots has alone. */
export interface DifferingRpm extends ComparedRpm {
  readonly side: 'before' | 'now';
}

/**
 * What has come, gone and changed: RPMs of one name and arch that both have in other versions have changed.
 * @param rows in the order of names and arches.
 * @param limit of each list.
 */
export function differenceOf(rows: readonly DifferingRpm[], limit: number): Difference {
  const before = new Map<string, ComparedRpm[]>();
  for (const { side, ...rpm } of rows) {
    if (side === 'before') before.set(keyOf(rpm), [...(before.get(keyOf(rpm)) ?? []), rpm]);
  }
  const changed: Difference['changed'] = [];
  const added: ComparedRpm[] = [];
  for (const { side, ...rpm } of rows) {
    if (side === 'before') continue;
    const old = before.get(keyOf(rpm))?.shift();
    if (old === undefined) added.push(rpm);
    // The same version of another repo is another row, and no change that would matter.
    else if (versionOf(old) !== versionOf(rpm)) changed.push({ before: old, now: rpm });
  }
  const removed = [...before.values()].flat();
  return {
    counts: { changed: changed.length, added: added.length, removed: removed.length },
    changed: changed.slice(0, limit),
    added: added.slice(0, limit),
    removed: removed.slice(0, limit),
  };
}

const keyOf = ({ name, arch }: ComparedRpm) => `${name} ${arch}`;
const versionOf = ({ epoch, version, release }: ComparedRpm) => `${epoch ?? 0}:${version}-${release}`;
