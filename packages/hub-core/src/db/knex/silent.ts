import type { Knex } from 'knex';

/** knex tells of errors on the terminal as well as throwing them: who catches them knows better what to do. */
export const silent: Knex.Logger = {
  warn: () => undefined,
  error: () => undefined,
  deprecate: () => undefined,
  debug: () => undefined,
};
