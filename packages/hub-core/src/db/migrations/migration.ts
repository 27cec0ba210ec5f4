import type { Knex } from 'knex';

/** One step of the schema. Steps run once, in order, each in a transaction of its own. */
export interface Migration {
  /** `0001-koji-schema`; plugins prefix their own name: `protonmsg/0001-message-ids`. */
  readonly name: string;
  /** True when a hub of the version before cannot run on the result. */
  readonly breaking: boolean;
  /** Makes the step, by the schema builder and the query builders of knex, in the transaction of the step. */
  up(knex: Knex): Promise<void>;
}
