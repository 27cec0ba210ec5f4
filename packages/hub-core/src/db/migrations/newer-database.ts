import type { AppliedMigration } from './applied-migrations.js';
import type { Migration } from './migration.js';

/** A newer version has changed the database in a way that this version cannot run on. */
export class NewerDatabase extends Error {}

/**
 * Throws {@link NewerDatabase} when the database has breaking migrations that this version does not know. Those of a plugin that is not
 * loaded (`plugin/0001-name`) are no concern of the others.
 */
export function refuseNewerDatabase(applied: readonly AppliedMigration[], known: readonly Migration[]): void {
  const names = new Set(known.map(({ name }) => name));
  const owners = new Set(known.map(({ name }) => ownerOf(name)));
  const foreign = applied.filter(
    ({ name, breaking }) => breaking && !names.has(name) && owners.has(ownerOf(name)),
  );
  if (foreign.length === 0) return;
  throw new NewerDatabase(
    'This database was upgraded by a newer version, and this version cannot run on it. ' +
      `Unknown changes: ${foreign.map(({ name }) => name).join(', ')}. Install the newer version again.`,
  );
}

function ownerOf(name: string): string {
  const slash = name.indexOf('/');
  return slash < 0 ? '' : name.slice(0, slash);
}
