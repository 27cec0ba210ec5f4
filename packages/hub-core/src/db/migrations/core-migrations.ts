import { kojiSchema } from './0001-koji-schema.js';
import { passwords } from './0002-passwords.js';
import { policyDecisions } from './0003-policy-decisions.js';
import { listingIndexes } from './0004-listing-indexes.js';
import { taggedBuilds } from './0005-tagged-builds.js';
import { schedulerIndexes } from './0006-scheduler-indexes.js';
import { taskAndRpmIndexes } from './0007-task-and-rpm-indexes.js';
import { changeNotes } from './0008-change-notes.js';
import { tasksByState } from './0009-tasks-by-state.js';
import { builderAccounts } from './0010-builder-accounts.js';
import { moreChangeNotes } from './0011-more-change-notes.js';
import { rpmsByName } from './0012-rpms-by-name.js';
import { tagChanges } from './0013-tag-changes.js';
import type { Migration } from './migration.js';

/** The hub's own migrations, in order. Plugins' come after them. */
export const coreMigrations: readonly Migration[] = [
  kojiSchema,
  passwords,
  policyDecisions,
  listingIndexes,
  taggedBuilds,
  schedulerIndexes,
  taskAndRpmIndexes,
  changeNotes,
  tasksByState,
  builderAccounts,
  moreChangeNotes,
  rpmsByName,
  tagChanges,
];
