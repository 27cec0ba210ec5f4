/** The groups of `koji help`. */
export type Category = 'admin' | 'build' | 'search' | 'download' | 'monitor' | 'info' | 'bind' | 'misc';

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
