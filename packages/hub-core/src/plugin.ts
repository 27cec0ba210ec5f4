export type { HubModule, UploadHandler } from './ground/hub-module.js';
export type { EventHandler, EventHandlers } from './ground/event-handler.js';
export type { PageAnswer, PageCall, PageHub, Route, Visit } from './ground/page.js';
export type {
  Panel,
  PanelAction,
  PanelButton,
  PanelContent,
  PanelFact,
  PanelPlace,
  PanelTable,
} from './ground/panel.js';
export {
  defineHubPlugin,
  type HubPlugin,
  type PluginLife,
  type PluginStart,
} from './plugins/define-hub-plugin.js';
export { stateKey, type ReadState, type StateKey } from './ground/state.js';
export { method } from './rpc/method.js';
export type { Access, Method } from './ground/method.js';
export type { Parameter } from './ground/method-description.js';
export { keywords, optional, rest, type Reader, type Taken } from './rpc/reader.js';
export * as read from './readers/index.js';
export { queryOptions, type QueryOptions } from './query/readers/query-options.js';
export type { Context } from './ground/context.js';
export type { NewRow } from './db/statement.js';
export type { RequestInfo } from './ground/request-info.js';
export type { Knex } from 'knex';
export type { Migration } from './db/migrations/migration.js';
export { createTables } from './db/schema/create-tables.js';
export { table, type Table, type TableRules } from './db/schema/table.js';
export * as column from './db/schema/columns.js';
export type { Later, Queries, Transaction, Database, Dialect, Hold, Row } from './db/database.js';
export type { Rows, ValueReader } from './db/rows.js';
export type { PolicyTest } from './ground/policy-test.js';
export type { PolicyData } from './ground/policies.js';
export type { Job } from './ground/job.js';
export type { Worker, WorkerContext } from './ground/worker.js';
export { faultText, quoted } from './rpc/fault-text.js';
export { pythonRepr, pythonStr, pythonType } from './rpc/python-names.js';
export { anyone, anyPermission, callingUser, hostOnly, loggedIn, permission } from './auth/access.js';
export { commaList, flag, readWith, verifyNameInternal, wordList } from './config/index.js';
export { policyTest, policyUser } from './policy/index.js';
export { allOf } from './all-of.js';
export { withLateFacts } from './ground/late-facts.js';
export { actingAs, findUser, findUserStrictly, type UserRecord } from './users/index.js';
export {
  createTag,
  deleteTag,
  editTag,
  findTag,
  getTag,
  readInheritance,
  writeNewTag,
  type InheritanceLink,
  type NewTag,
  type NewTagSettings,
  type TagInfo,
} from './tags/index.js';
export {
  createTarget,
  createTargetOf,
  deleteTarget,
  findTarget,
  type TargetInfo,
  type TargetTags,
} from './targets/index.js';
export { readListing, type Listing } from './query/listing.js';
export { pythonJson } from './rpc/python-json.js';
export { makeTask, type NewTaskOptions } from './tasks/index.js';
export { globPattern, matchesGlob } from '@kojikit/protocol';
export { canonArch, normalizeArches } from '@kojikit/rpm';
