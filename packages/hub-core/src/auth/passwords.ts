import { createHash, timingSafeEqual } from 'node:crypto';
import sql from 'sql-template-tag';
import type { Queries, Transaction } from '../db/database.js';
import { hashPassword, pretendToVerify, verifyPassword } from './password-hash.js';

interface PasswordRow {
  readonly id: number;
  readonly name: string;
  readonly status: number;
  readonly plain: string | null;
  readonly hash: string | null;
}

/** A user whose password was right. */
export interface ProvenUser {
  readonly id: number;
  readonly name: string;
  readonly status: number;
}

/**
 * The user of this name and password, or undefined. A hash of ours decides alone; without one, the clear text that
 * Koji keeps in `users.password` does. The connection is given back while the password is hashed, unless something was
 * written before: on SQLite everybody else waits for it.
 */
export async function userWithPassword(
  db: Transaction,
  name: string,
  password: string,
): Promise<ProvenUser | undefined> {
  const user = await db.first<PasswordRow>(sql`
    SELECT users.id AS id, users.name AS name, users.status AS status, users.password AS plain,
           kojikit_passwords.hash AS hash
      FROM users LEFT JOIN kojikit_passwords ON kojikit_passwords.user_id = users.id
     WHERE users.name = ${name}`);
  if (!db.dirty) await db.release();
  if (user?.hash) return (await verifyPassword(password, user.hash)) ? user : undefined;
  await pretendToVerify(password);
  return user?.plain && sameText(user.plain, password) ? user : undefined;
}

/** Gives a user this password. Koji's clear-text column is left alone and no longer logs in. */
export async function setPassword(db: Queries, userId: number, password: string): Promise<void> {
  if (password === '') throw new RangeError('a password must not be empty');
  const hash = await hashPassword(password);
  await db.run(sql`
    INSERT INTO kojikit_passwords (user_id, hash, set_time) VALUES (${userId}, ${hash}, ${db.dialect.now()})
    ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, set_time = excluded.set_time`);
}

/** How many users log in with a password that stands in clear text in the database. */
export async function plainPasswords(db: Queries): Promise<number> {
  const count = await db.value<number>(sql`
    SELECT COUNT(*) FROM users
     WHERE password IS NOT NULL AND password <> ''
       AND NOT EXISTS (SELECT 1 FROM kojikit_passwords WHERE kojikit_passwords.user_id = users.id)`);
  return count ?? 0;
}

function sameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
