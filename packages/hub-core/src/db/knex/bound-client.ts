import type { Knex } from 'knex';
import { asked, type Asked } from './asked.js';

/** A client whose builders run their queries by `ask`, wherever that takes the connection from. */
export function boundClient(client: Knex.Client, ask: (query: Asked) => Promise<Asked>): Knex.Client {
  const bound = Object.create(client) as Knex.Client;
  return Object.assign(bound, {
    acquireConnection: async () => ({}),
    releaseConnection: async () => undefined,
    query: (connection: unknown, query: Asked | string) => ask(asked(query)),
  });
}
