import sql from 'sql-template-tag';
import type { SigningKeyUse } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';

/** The keys that RPMs of a build are signed with, and how many RPMs each. */
export function signingKeys(ctx: Context, buildId: number): Promise<SigningKeyUse[]> {
  return ctx.db.all<SigningKeyUse>(sql`
    SELECT rpmsigs.sigkey, COUNT(*) AS rpms
    FROM rpmsigs JOIN rpminfo ON rpminfo.id = rpmsigs.rpm_id
    WHERE rpminfo.build_id = ${buildId} AND rpmsigs.sigkey <> ''
    GROUP BY rpmsigs.sigkey ORDER BY rpmsigs.sigkey`);
}
