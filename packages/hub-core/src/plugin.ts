export type {
  HubModule,
  EventHandler,
  EventHandlers,
  Route,
  TaskKind,
  UploadHandler,
} from './plugins/hub-module.js';
export { defineHubPlugin, type HubPlugin } from './plugins/define-hub-plugin.js';
export { method, required, optional, rest, keywords } from './rpc/method.js';
export type { Access, Method, Parameter } from './rpc/method.js';
export type { Context, RequestInfo } from './rpc/context.js';
export type { Migration } from './db/migrations/migration.js';
export type { Queries, Transaction, Database, Dialect, Row } from './db/database.js';
export type { PolicyTest, PolicyData } from './policy/policy-test.js';
export type { Job } from './housekeeping/job.js';
export { pythonRepr, pythonStr, pythonType } from './rpc/python-names.js';
export { anyone, anyPermission, hostOnly, loggedIn, permission } from './auth/access.js';
export { verifyNameInternal } from './config/index.js';
export { matchesGlob, policyTest, policyUser } from './policy/index.js';
export { findUser, findUserStrictly, type UserRecord } from './users/index.js';
export { createTag, findTag, getTag, type NewTag, type TagInfo } from './tags/index.js';
export { createTarget, type TargetTags } from './targets/index.js';
export { readListing, type Listing, type QueryOptions } from './query/listing.js';
export { isTrue, toInteger } from './rpc/convert.js';
export { makeTask, type NewTaskOptions } from './tasks/index.js';
export { canonArch, normalizeArches } from '@kojikit/rpm';
