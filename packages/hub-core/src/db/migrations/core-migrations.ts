import { kojiSchema } from './0001-koji-schema.js';
import { passwords } from './0002-passwords.js';
import type { Migration } from './migration.js';

/** The hub's own migrations, in order. Plugins' come after them. */
export const coreMigrations: readonly Migration[] = [kojiSchema, passwords];
