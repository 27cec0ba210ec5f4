import sql from 'sql-template-tag';
import type { Transaction } from '../db/database.js';

/** Forgets what policies have decided about a build: it begins anew. */
export async function forgetDecisions(db: Transaction, buildId: number): Promise<void> {
  await db.delete('kojikit_policy_decisions', sql`build_id = ${buildId}`);
}
