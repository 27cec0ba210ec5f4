import sql, { type Sql } from 'sql-template-tag';
import { answerListing, type ListingAnswer } from '../query/listing.js';
import type { QueryOptions } from '../query/readers/query-options.js';
import { isWholeNumber } from '../rpc/convert.js';
import type { Context } from '../ground/context.js';
import { findRpm } from './find-rpm.js';
import type { RpmRef } from './readers/rpm-ref.js';

/** A signature of an RPM that the hub keeps. */
export interface RpmSignature {
  rpm_id: number;
  /** The key's id in lower case; empty for the unsigned header. */
  sigkey: string;
  /** The MD5 digest of the signature header. */
  sighash: string;
}

/** The signatures of an RPM, of a key, or all. */
export async function readSignatures(
  ctx: Context,
  { rpm, key }: { readonly rpm: RpmRef | null; readonly key: string | null },
  options?: QueryOptions | null,
): Promise<ListingAnswer<RpmSignature>> {
  const where: Sql[] = [];
  if (rpm !== null && !isWholeNumber(rpm)) {
    const found = await findRpm(ctx, rpm);
    if (found === undefined) return [];
    where.push(sql`rpm_id = ${found.id}`);
  } else if (rpm !== null) {
    where.push(sql`rpm_id = ${Number(rpm)}`);
  }
  if (key !== null) where.push(sql`sigkey = ${key}`);
  return answerListing<RpmSignature>(
    ctx.db,
    {
      columns: { rpm_id: sql`rpm_id`, sigkey: sql`sigkey`, sighash: sql`sighash` },
      from: sql`rpmsigs`,
      where,
    },
    options,
  );
}
