import makeKnex, { type Knex } from 'knex';
import { silent } from './silent.js';

/** The class of knex's own client for an engine, to be extended: knex exports it in no other way. */
export function clientOf(engine: 'pg' | 'better-sqlite3'): typeof Knex.Client {
  const { client } = makeKnex({ client: engine, useNullAsDefault: true, log: silent }) as {
    readonly client: Knex.Client;
  };
  return client.constructor as typeof Knex.Client;
}
