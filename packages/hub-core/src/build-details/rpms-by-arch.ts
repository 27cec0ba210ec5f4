import sql from 'sql-template-tag';
import type { BuildDetails, BuiltRpm, SigningKeyUse } from '@kojikit/protocol';
import { groupBy } from '../group-by.js';
import type { Context } from '../ground/context.js';

/** Most RPMs of one arch. */
const MOST_RPMS = 50;

type StoredRpm = Omit<BuiltRpm, 'sigkeys'> & {
  readonly of_arch: number;
  readonly place: number;
  readonly sigkey: string | null;
  readonly of_key: number;
};

/**
 * The RPMs of a build by arch, sources first, with the keys that signed each; those with debug information come last.
 * Of an arch at most 50 are answered, and how many there are. With them, in the same query, how many RPMs of the build
 * each key has signed.
 */
export async function rpmsByArch(
  ctx: Context,
  buildId: number,
): Promise<Pick<BuildDetails, 'rpms' | 'signatures'>> {
  // Of a key that signed none of the RPMs that are answered, one more row tells.
  const rows = await ctx.db.all<StoredRpm>(sql`
    SELECT * FROM (
      SELECT listed.*, rpmsigs.sigkey,
        COUNT(*) OVER (PARTITION BY rpmsigs.sigkey) AS of_key,
        ROW_NUMBER() OVER (PARTITION BY rpmsigs.sigkey ORDER BY place) AS nth_of_key
      FROM (
        SELECT id, name, version, release, epoch, arch, size, buildroot_id, metadata_only,
          COUNT(*) OVER (PARTITION BY arch) AS of_arch,
          ROW_NUMBER() OVER (PARTITION BY arch ORDER BY
            CASE WHEN name LIKE '%-debuginfo' OR name LIKE '%-debuginfo-%' OR name LIKE '%-debugsource'
              THEN 1 ELSE 0 END, name, id) AS place
        FROM rpminfo WHERE build_id = ${buildId}) AS listed
      LEFT JOIN rpmsigs ON rpmsigs.rpm_id = listed.id) AS signed
    WHERE place <= ${MOST_RPMS} OR nth_of_key = 1 ORDER BY arch, place, sigkey`);
  const shown = rows.filter(({ place }) => place <= MOST_RPMS);
  const byArch = [...groupBy(shown, ({ arch }) => arch)].map(([arch, ofArch]) => ({
    arch,
    count: ofArch[0]!.of_arch,
    rpms: [...groupBy(ofArch, ({ id }) => id).values()].map(withKeys),
  }));
  return { rpms: byArch.sort((a, b) => rank(a.arch) - rank(b.arch)), signatures: keysOf(rows) };
}

function keysOf(rows: readonly StoredRpm[]): SigningKeyUse[] {
  const uses = new Map(rows.map(({ sigkey, of_key: rpms }) => [sigkey ?? UNSIGNED, rpms]));
  uses.delete(UNSIGNED);
  return [...uses].map(([sigkey, rpms]) => ({ sigkey, rpms })).sort((a, b) => (a.sigkey < b.sigkey ? -1 : 1));
}

/** The unsigned header of an RPM is kept under an empty key. */
const UNSIGNED = '';

function withKeys(rows: readonly StoredRpm[]): BuiltRpm {
  const { id, name, version, release, epoch, arch, size, buildroot_id, metadata_only } = rows[0]!;
  const sigkeys = rows.flatMap(({ sigkey }) => (sigkey === null || sigkey === UNSIGNED ? [] : [sigkey]));
  return {
    id,
    name,
    version,
    release,
    epoch,
    arch,
    size,
    buildroot_id,
    metadata_only: Boolean(metadata_only),
    sigkeys,
  };
}

const rank = (arch: string) => (arch === 'src' || arch === 'nosrc' ? 0 : arch === 'noarch' ? 1 : 2);
