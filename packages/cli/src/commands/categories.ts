import type { CommandCategory } from '@kojikit/command-line/plugins';

/** The groups of `koji help`. */
export type Category = CommandCategory;

/** Titles of the groups of `koji help`. */
export const CATEGORIES: Readonly<Record<Category, string>> = {
  admin: 'Administration',
  bind: 'Tagging builds',
  build: 'Building',
  download: 'Downloads',
  info: 'Looking things up',
  misc: 'Other',
  monitor: 'Following tasks and repos',
  search: 'Searching',
};
