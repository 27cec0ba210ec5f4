export {
  anyone,
  anyPermission,
  callingHost,
  callingUser,
  hostOnly,
  loggedIn,
  permission,
  readerOfRules,
} from './access.js';
export { createAccount, userIdByName, type NewAccount } from './accounts.js';
export { anonymousSession } from './anonymous-session.js';
export { plainPasswords, setPassword } from './passwords.js';
export { assertRealmAllowed, removePrincipal, setPrincipal, userIdByPrincipal } from './principals.js';
export {
  groupsOf,
  heldPermissions,
  hostIdOfUser,
  permissionsHeldBy,
  userGroups,
  userPermissions,
  type GroupName,
  type HeldPermission,
} from './queries.js';
export { commitCall, needsTouch, touchSession } from './commit-call.js';
export type { Session } from '../ground/session.js';
export { systemSession } from './system-session.js';
