import pg from 'pg';
import { DatabaseUnreachable } from '../database-error.js';
import { isUnreachable } from './dialect.js';
import { PlanAge } from './plan-age.js';
import { giveRows } from './row-parser.js';

declare module 'pg' {
  interface ClientBase {
    /** What the driver says of the session when it connects. */
    getStartupConf(): Record<string, string | undefined>;
    /** What talks to the server. */
    readonly connection: pg.Connection;
  }

  interface Connection {
    /** The texts of what is prepared, by name. */
    readonly parsedStatements: Record<string, string>;
  }
}

/*
 * How the hub reads and writes times. Said as settings of the session by their names, a pooler such as pgbouncer knows them and
 * gives them to whichever server connection a transaction gets; in `options` it would refuse them.
 */
const SESSION = { TimeZone: 'UTC', DateStyle: 'ISO, MDY' };

/** A connection to the server as knex's pool keeps it. */
export class ServerConnection extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    giveRows(this.connection);
  }

  override getStartupConf(): Record<string, string | undefined> {
    return { ...super.getStartupConf(), ...SESSION };
  }

  private readonly planAge = new PlanAge();

  /** Has the server plan its statements anew when their plans are old. What is run next waits for that, the caller need not. */
  renewPlans(): void {
    // A lost connection fails what is run next as well, for whoever runs it.
    if (this.planAge.isOver()) void this.inTurn(() => this.query('DISCARD PLANS')).catch(() => undefined);
  }

  /** The driver takes one statement at a time. */
  private turn: Promise<unknown> = Promise.resolve();

  /** Runs a statement when those before it are done. */
  async inTurn<Answer>(run: () => Promise<Answer>): Promise<Answer> {
    try {
      const answer = this.turn.then(run);
      this.turn = answer.catch(() => undefined);
      return await answer;
    } catch (error) {
      throw this.asLost(error);
    }
  }

  /** Resolves when nothing runs any more. */
  get idle(): Promise<unknown> {
    return this.turn;
  }

  /** The pool throws it away instead of giving it to somebody else. */
  discard(why: unknown): void {
    Object.assign(this, { __knex__disposed: why });
  }

  /** The error that says so when the connection was lost, which is not used again then. */
  asLost(error: unknown): unknown {
    if (!isUnreachable(error)) return error;
    this.discard(error);
    return new DatabaseUnreachable('The connection to the database was lost', { cause: error });
  }
}
