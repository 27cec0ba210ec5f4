import { createHash, timingSafeEqual } from 'node:crypto';
import sql from 'sql-template-tag';
import type { HubConfig } from '../config/hub-config.js';
import type { Database, Dialect } from '../db/database.js';

/* No key begins like this: they begin with the number of a user. */
const FORM = 'sha256$';

/** Whether Koji's own hub works on the database, too, and has to find the keys as it keeps them. */
function isShared(dialect: Dialect, config: Pick<HubConfig, 'SharedSessions'>): boolean {
  return dialect.sharedWithKoji && config.SharedSessions;
}

/** A session's key as it is stored: its digest, unless Koji's hub shares the sessions. */
export function storedKey(key: string, dialect: Dialect, config: Pick<HubConfig, 'SharedSessions'>): string {
  return isShared(dialect, config) ? key : digestOf(key);
}

/** Whether a caller's key is the one that is stored, in whichever form. */
export function sameKey(stored: string | null, given: string): boolean {
  if (stored === null) return false;
  // Digests have one length, so that the comparison takes the same time for every wrong key.
  const kept = Buffer.from(stored.startsWith(FORM) ? stored : digestOf(stored));
  const asked = Buffer.from(digestOf(given));
  return kept.length === asked.length && timingSafeEqual(kept, asked);
}

/** Puts digests in the place of keys that stand in the database as they are, from before it kept digests. */
export async function digestStoredKeys(
  database: Database,
  config: Pick<HubConfig, 'SharedSessions'>,
): Promise<void> {
  if (isShared(database.dialect, config)) return;
  await database.transaction(async (db) => {
    const rows = await db.all<{ id: number; key: string }>(
      sql`SELECT id, key AS "key" FROM sessions WHERE key IS NOT NULL AND key NOT LIKE ${`${FORM}%`}`,
    );
    for (const { id, key } of rows)
      await db.run(sql`UPDATE sessions SET key = ${digestOf(key)} WHERE id = ${id} AND key = ${key}`);
  });
}

function digestOf(key: string): string {
  return FORM + createHash('sha256').update(key).digest('base64url');
}
