import sql from 'sql-template-tag';
import type { BuildrootComparison, ComparedRpm } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';

type Difference = Pick<BuildrootComparison, 'counts' | 'changed' | 'added' | 'removed'>;

interface Row extends ComparedRpm {
  readonly side: 'before' | 'now';
}

/** Rows that are read at most: two buildroots that have nothing in common. */
const MOST_ROWS = 20_000;

/**
 * What one buildroot has and another has not, in one query. RPMs of one name and arch that both have in other versions
 * have changed.
 * @param limit of each list.
 */
export async function readDifference(
  ctx: Context,
  before: number,
  now: number,
  limit: number,
): Promise<Difference> {
  const only = (one: number, other: number) => sql`
    SELECT rpm_id FROM buildroot_listing WHERE buildroot_id = ${one}
    EXCEPT SELECT rpm_id FROM buildroot_listing WHERE buildroot_id = ${other}`;
  const rows = await ctx.db.all<Row>(sql`
    SELECT listed.side AS side, rpminfo.id AS rpm_id, rpminfo.name AS name, rpminfo.version AS version,
           rpminfo.release AS release, rpminfo.epoch AS epoch, rpminfo.arch AS arch, rpminfo.build_id AS build_id
      FROM (SELECT 'before' AS side, rpm_id FROM (${only(before, now)}) AS gone
            UNION ALL SELECT 'now' AS side, rpm_id FROM (${only(now, before)}) AS come) AS listed
      JOIN rpminfo ON rpminfo.id = listed.rpm_id
     ORDER BY rpminfo.name, rpminfo.arch, rpminfo.id LIMIT ${MOST_ROWS}`);
  return differenceOf(rows, limit);
}

function differenceOf(rows: readonly Row[], limit: number): Difference {
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
