import { USER_STATUS } from '@kojikit/protocol';
import { anyone, permission, userGroups, userPermissions } from '../auth/index.js';
import {
  flag,
  isGiven,
  later,
  name,
  nameOrId,
  nilOr,
  unlessEmpty,
  plain,
  prefix,
  checkedText,
  userRef,
} from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { createUser, newGroup } from './create-user.js';
import { editUser } from './edit-user.js';
import { findUserStrictly } from './find-user.js';
import { getUser } from './get-user.js';
import { addGroupMember, dropGroupMember, groupMembers } from './groups.js';
import { addUserPrincipal, removeUserPrincipal } from './krb-principals.js';
import { listUsers } from './list-users.js';
import {
  allPermissions,
  callerHolds,
  editPermission,
  grantPermission,
  permissionSources,
  revokePermission,
} from './permissions.js';
import { newPrincipal, oldPrincipal, principalMappings } from './readers/principals.js';
import { userListOptions, userTypes } from './readers/user-listing.js';
import { principalName, userName } from './readers/user-name.js';
import { userStatus } from './readers/user-status.js';
import { describeLogin, loggedInUser, sessionInfo } from './session-info.js';
import { setUserStatus, userToChange } from './set-user-status.js';

const admin = permission('admin');

/* Nil is the caller, even where something must be given. */
const userOrCaller = nilOr(userRef);

/** Users, groups, permissions, and who the caller is. */
export const usersMethods: Method[] = [
  method('getUser', {
    params: {
      userInfo: optional(userRef),
      strict: flag(false),
      krb_princs: flag(true),
      groups: flag(false),
    },
    access: anyone,
    doc: 'A user by id, name, Kerberos principal or a struct with one of them; the caller when nil is given.',
    looksUp: true,
    keepable: ({ userInfo }) => isGiven(userInfo),
    handler: (ctx, { userInfo, strict, krb_princs: principals, groups }) =>
      getUser(ctx, userInfo, { strict, principals, groups }),
  }),
  method('listUsers', {
    params: {
      userType: optional(userTypes, 0),
      prefix: optional(unlessEmpty(prefix)),
      queryOpts: optional(userListOptions),
      perm: optional(unlessEmpty(nameOrId)),
      inherited_perm: flag(false),
    },
    access: anyone,
    doc: 'Users of one or several types whose name begins so, or who hold a permission.',
    keepable: true,
    handler: (ctx, { userType, queryOpts, perm, inherited_perm: inherited, ...filter }) =>
      listUsers(ctx, { ...filter, userTypes: userType, permission: perm, inherited }, queryOpts),
  }),
  method('createUser', {
    params: {
      username: userName,
      status: optional(userStatus),
      krb_principal: optional(principalName),
    },
    access: admin,
    doc: 'Adds a user and returns its id.',
    handler: (ctx, { username, status, krb_principal: principal }) =>
      createUser(ctx, username, status, principal),
  }),
  method('editUser', {
    params: {
      userInfo: userOrCaller,
      name: optional(unlessEmpty(userName)),
      krb_principal_mappings: optional(unlessEmpty(principalMappings)),
    },
    access: admin,
    doc: 'Renames a user, and adds, replaces or removes Kerberos principals: structs with old and new.',
    handler: async (ctx, { userInfo, name, krb_principal_mappings: mappings }) =>
      void (await editUser(ctx, userInfo, name, mappings ?? [])),
  }),
  method('addUserKrbPrincipal', {
    params: { user: userOrCaller, krb_principal: newPrincipal },
    access: admin,
    doc: "Gives a user a further Kerberos principal and returns the user's id.",
    handler: (ctx, { user, krb_principal: principal }) => addUserPrincipal(ctx, user, principal),
  }),
  method('removeUserKrbPrincipal', {
    params: { user: userOrCaller, krb_principal: oldPrincipal },
    access: admin,
    doc: "Takes a Kerberos principal from a user and returns the user's id.",
    handler: (ctx, { user, krb_principal: principal }) => removeUserPrincipal(ctx, user, principal),
  }),
  method('enableUser', {
    params: { username: userOrCaller },
    // Koji looks the user up before it asks for the permission, so an unknown one is told to everybody.
    access: anyone,
    doc: 'Lets a user log in again. For admins.',
    handler: async (ctx, { username }) =>
      void (await setUserStatus(ctx, await userToChange(ctx, username), USER_STATUS.NORMAL)),
  }),
  method('disableUser', {
    params: { username: userOrCaller },
    access: anyone,
    doc: 'Keeps a user from logging in; open sessions of the user stop working. For admins.',
    handler: async (ctx, { username }) =>
      void (await setUserStatus(ctx, await userToChange(ctx, username), USER_STATUS.BLOCKED)),
  }),
  method('getLoggedInUser', {
    params: {},
    access: anyone,
    doc: 'The caller as getUser answers it, with the kind of login; nil without one.',
    handler: (ctx) => loggedInUser(ctx),
  }),
  method('describeLogin', {
    params: {},
    access: anyone,
    doc: 'Who calls: id, name and permissions, those through groups included. Nil without a login.',
    asksPermissions: true,
    handler: async (ctx) => (await describeLogin(ctx)) ?? null,
  }),
  method('getSessionInfo', {
    params: { details: flag(false), user_id: optional(later(unlessEmpty(userRef))) },
    access: anyone,
    doc: "The caller's session, or all open sessions of a user: for the user and for admins.",
    handler: (ctx, { details, user_id: user }) => sessionInfo(ctx, details, user),
  }),
  method('hasPerm', {
    params: { perm: plain, strict: flag(false) },
    access: anyone,
    doc: 'Whether the caller holds this very permission; admin does not stand for others here.',
    looksUp: true,
    handler: (ctx, { perm, strict }) => callerHolds(ctx, perm, strict),
  }),
  method('getPerms', {
    params: {},
    access: anyone,
    doc: "The caller's permissions, those through groups included.",
    looksUp: true,
    handler: async (ctx) => [...(await ctx.session.permissions())],
  }),
  method('getUserPerms', {
    params: { userID: optional(userRef), with_groups: flag(true) },
    access: anyone,
    doc: "A user's permissions; the caller's when nil is given.",
    looksUp: true,
    handler: async (ctx, { userID, with_groups: withGroups }) => {
      const user = await findUserStrictly(ctx, userID);
      return userPermissions(ctx.db, user.id, { withGroups });
    },
  }),
  method('getUserPermsInheritance', {
    params: { userID: userOrCaller },
    access: anyone,
    doc: "A user's permissions, each with the groups that it comes through; nil stands for the user itself.",
    looksUp: true,
    handler: (ctx, { userID }) => permissionSources(ctx, userID),
  }),
  method('getAllPerms', {
    params: {},
    access: anyone,
    doc: 'Every permission there is.',
    keepable: true,
    looksUp: true,
    handler: (ctx) => allPermissions(ctx),
  }),
  method('grantPermission', {
    params: {
      userinfo: userOrCaller,
      permission: nameOrId,
      create: flag(false),
      description: optional(later(checkedText)),
    },
    access: admin,
    doc: 'Gives a user or group a permission, which is made first when create is set.',
    handler: async (ctx, { userinfo: user, permission, create, description }) =>
      void (await grantPermission(ctx, { user, permission, create, description })),
  }),
  method('revokePermission', {
    params: { userinfo: userOrCaller, permission: nameOrId },
    access: admin,
    doc: 'Takes a permission from a user or group.',
    handler: async (ctx, { userinfo: user, permission }) =>
      void (await revokePermission(ctx, user, permission)),
  }),
  method('editPermission', {
    params: { permission: nameOrId, description: checkedText },
    access: admin,
    doc: 'Changes what a permission is said to be for.',
    handler: async (ctx, { permission, description }) =>
      void (await editPermission(ctx, permission, description)),
  }),
  method('newGroup', {
    params: { name },
    access: admin,
    doc: 'Adds a group of users and returns its id.',
    handler: (ctx, params) => newGroup(ctx, params.name),
  }),
  method('addGroupMember', {
    params: { group: userOrCaller, user: userOrCaller, strict: flag(true) },
    access: admin,
    doc: 'Makes a user a member of a group.',
    handler: async (ctx, { group, user, strict }) => void (await addGroupMember(ctx, group, user, strict)),
  }),
  method('dropGroupMember', {
    params: { group: userOrCaller, user: userOrCaller },
    access: admin,
    doc: "Ends a user's membership in a group.",
    handler: async (ctx, { group, user }) => void (await dropGroupMember(ctx, group, user)),
  }),
  method('getGroupMembers', {
    params: { group: userOrCaller },
    access: anyone,
    doc: 'The members of a group.',
    looksUp: true,
    handler: (ctx, { group }) => groupMembers(ctx, group),
  }),
  method('getUserGroups', {
    params: { user: userOrCaller },
    access: anyone,
    doc: 'The groups that a user is a member of.',
    looksUp: true,
    handler: async (ctx, { user }) => userGroups(ctx.db, (await findUserStrictly(ctx, user)).id),
  }),
];
