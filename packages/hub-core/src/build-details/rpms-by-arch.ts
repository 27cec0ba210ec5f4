import sql from 'sql-template-tag';
import type { ArchRpms, BuiltRpm } from '@kojikit/protocol';
import { groupBy } from '../query/group-by.js';
import type { Context } from '../ground/context.js';

/** Most RPMs of one arch. */
const MOST_RPMS = 50;

type StoredRpm = Omit<BuiltRpm, 'sigkeys'> & { readonly of_arch: number; readonly sigkey: string | null };

/**
 * The RPMs of a build by arch, sources first, with the keys that signed each; those with debug information come last.
 * Of an arch at most 50 are answered, and how many there are.
 */
export async function rpmsByArch(ctx: Context, buildId: number): Promise<ArchRpms[]> {
  const rows = await ctx.db.all<StoredRpm>(sql`
    SELECT listed.*, rpmsigs.sigkey
    FROM (
      SELECT id, name, version, release, epoch, arch, size, buildroot_id, metadata_only,
        COUNT(*) OVER (PARTITION BY arch) AS of_arch,
        ROW_NUMBER() OVER (PARTITION BY arch ORDER BY
          CASE WHEN name LIKE '%-debuginfo' OR name LIKE '%-debuginfo-%' OR name LIKE '%-debugsource'
            THEN 1 ELSE 0 END, name, id) AS place
      FROM rpminfo WHERE build_id = ${buildId}) AS listed
    LEFT JOIN rpmsigs ON rpmsigs.rpm_id = listed.id
    WHERE place <= ${MOST_RPMS} ORDER BY arch, place, sigkey`);
  const byArch = [...groupBy(rows, ({ arch }) => arch)].map(([arch, ofArch]) => ({
    arch,
    count: ofArch[0]!.of_arch,
    rpms: [...groupBy(ofArch, ({ id }) => id).values()].map(withKeys),
  }));
  return byArch.sort((a, b) => rank(a.arch) - rank(b.arch));
}

function withKeys(rows: readonly StoredRpm[]): BuiltRpm {
  const { id, name, version, release, epoch, arch, size, buildroot_id, metadata_only } = rows[0]!;
  // The unsigned header of an RPM is kept under an empty key.
  const sigkeys = rows.flatMap(({ sigkey }) => (sigkey === null || sigkey === '' ? [] : [sigkey]));
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
