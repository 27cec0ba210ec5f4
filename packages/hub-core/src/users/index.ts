export { plainPasswords, setPassword, userGroups, userPermissions } from '../auth/index.js';
export { actingAs } from './acting-as.js';
export { createUser } from './create-user.js';
export { ensureAccount, type WantedAccount } from './ensure-account.js';
export { currentUser, findUser, findUserStrictly } from './find-user.js';
export { principalsOf } from './queries.js';
export type { UserRecord } from './types.js';
