export type * from './shapes/values.js';
export type * from './shapes/users.js';
export type * from './shapes/tags.js';
export type * from './shapes/builds.js';
export type * from './shapes/rpms.js';
export type * from './shapes/tasks.js';
export type * from './shapes/hosts.js';
export type * from './shapes/repos.js';
