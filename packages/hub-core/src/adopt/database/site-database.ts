import type { Knex } from 'knex';
import type { Sql } from 'sql-template-tag';
import type { Findings } from '../finding.js';
import { errorText } from '../../error-facts.js';
import type { PostgresOptions } from '../../db/postgres/postgres-options.js';
import { openDatabase } from '../../db/open-database.js';
import type { Database } from '../../db/database.js';

/** Seconds that one question may take: what needs longer is not worth it to a database at work. */
const PATIENCE = 10;

/*
 * Said in each transaction: as options of the session, a pooler such as pgbouncer refuses them, or gives them to the next
 * transaction of somebody else.
 */
const LOOKING = ['SET TRANSACTION READ ONLY', `SET LOCAL statement_timeout = ${PATIENCE * 1000}`];

/**
 * The database of a site that is at work, for looking at it: the server refuses every write and gives up what takes longer than
 * 10 seconds. Each question runs in a transaction of its own, so that none keeps the server from cleaning up, and that a pooler
 * may stand in between.
 */
export class SiteDatabase {
  private constructor(private readonly database: Database) {}

  static async open(connection: PostgresOptions): Promise<SiteDatabase> {
    return new SiteDatabase(
      await openDatabase({
        kind: 'postgresql',
        ...connection,
        poolSize: 1,
        connectTimeout: PATIENCE,
        // A hub.conf of Koji does not tell of a pooler.
        preparedStatements: false,
      }),
    );
  }

  /** A question of code of the hub that asks by knex. */
  async ask<T>(question: (knex: Knex) => Promise<T>): Promise<T> {
    return this.database.knex.transaction(async (transaction) => {
      for (const word of LOOKING) await transaction.raw(word);
      return question(transaction);
    });
  }

  async rows<R>(query: Sql): Promise<R[]> {
    return this.database.transaction(async (db) => {
      await db.script(LOOKING.join('; '));
      return db.all<R>(query);
    });
  }

  /** The first row. Throws when there is none. */
  async row<R>(query: Sql): Promise<R> {
    const [row] = await this.rows<R>(query);
    if (row === undefined) throw new Error(`no row came of: ${query.text}`);
    return row;
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

/**
 * Runs a part of the look. What cannot be read (no right to, or it takes too long) is a finding of its own, and the other parts
 * go on.
 */
export async function lookAt(found: Findings, what: string, look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (error) {
    found.step(`${what} could not be looked at: ${errorText(error)}`, {
      when: 'before',
      todo: 'run koji-hub adopt again as a database user who may read all tables, when the database is less busy',
    });
  }
}
