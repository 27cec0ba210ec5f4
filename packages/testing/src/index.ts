export type { Caller } from './caller.js';
export { Authority, haveOpenssl } from './certificates.js';
export { createTestHub, type TestHub, type TestHubOptions } from './create-test-hub.js';
export { eachDatabase, type OpenHub } from './each-database.js';
export { eachEmptyDatabase, type MakeEmptyDatabase } from './empty-database.js';
export type { Engine } from './engines.js';
export type { BuildValues, HostValues, NamedRow, Rows, TagValues, TaskValues } from './rows.js';
export type { TestUser } from './seed-users.js';
export type { TestFramework } from './test-framework.js';
