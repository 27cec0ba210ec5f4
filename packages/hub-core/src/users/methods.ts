import { USER_STATUS } from '@kojikit/protocol';
import { anyone, permission, userGroups, userPermissions } from '../auth/index.js';
import { isTrue } from '../rpc/convert.js';
import { method, optional, required, type Method } from '../rpc/method.js';
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
import { loggedInUser, sessionInfo } from './session-info.js';
import { setUserStatus, userToChange } from './set-user-status.js';

const admin = permission('admin');

/** Users, groups, permissions, and who the caller is. */
export const usersMethods: Method[] = [
  method('getUser', {
    params: [
      optional('userInfo'),
      optional('strict', false),
      optional('krb_princs', true),
      optional('groups', false),
    ],
    access: anyone,
    doc: 'A user by id, name, Kerberos principal or a struct with one of them; the caller when nil is given.',
    handler: (ctx, { userInfo, strict, krb_princs: principals, groups }) =>
      getUser(ctx, userInfo, { strict, principals, groups }),
  }),
  method('listUsers', {
    params: [
      optional('userType', 0),
      optional('prefix'),
      optional('queryOpts'),
      optional('perm'),
      optional('inherited_perm', false),
    ],
    access: anyone,
    doc: 'Users of one or several types whose name begins so, or who hold a permission.',
    handler: (ctx, { userType, prefix, queryOpts, perm, inherited_perm: inherited }) =>
      listUsers(ctx, { userType, prefix, queryOpts, permission: perm, inherited }),
  }),
  method('createUser', {
    params: [required('username'), optional('status'), optional('krb_principal')],
    access: admin,
    doc: 'Adds a user and answers its id.',
    handler: (ctx, { username, status, krb_principal: principal }) =>
      createUser(ctx, username, status, principal),
  }),
  method('editUser', {
    params: [required('userInfo'), optional('name'), optional('krb_principal_mappings')],
    access: admin,
    doc: 'Renames a user, and adds, replaces or removes Kerberos principals: structs with old and new.',
    handler: async (ctx, { userInfo, name, krb_principal_mappings: mappings }) =>
      void (await editUser(ctx, userInfo, name, mappings)),
  }),
  method('addUserKrbPrincipal', {
    params: [required('user'), required('krb_principal')],
    access: admin,
    doc: "Gives a user a further Kerberos principal and answers the user's id.",
    handler: (ctx, { user, krb_principal: principal }) => addUserPrincipal(ctx, user, principal),
  }),
  method('removeUserKrbPrincipal', {
    params: [required('user'), required('krb_principal')],
    access: admin,
    doc: "Takes a Kerberos principal from a user and answers the user's id.",
    handler: (ctx, { user, krb_principal: principal }) => removeUserPrincipal(ctx, user, principal),
  }),
  method('enableUser', {
    params: [required('username')],
    // Koji looks the user up before it asks for the permission, so an unknown one is told to everybody.
    access: anyone,
    doc: 'Lets a user log in again. For admins.',
    handler: async (ctx, { username }) =>
      void (await setUserStatus(ctx, await userToChange(ctx, username), USER_STATUS.NORMAL)),
  }),
  method('disableUser', {
    params: [required('username')],
    access: anyone,
    doc: 'Keeps a user from logging in; open sessions of the user stop working. For admins.',
    handler: async (ctx, { username }) =>
      void (await setUserStatus(ctx, await userToChange(ctx, username), USER_STATUS.BLOCKED)),
  }),
  method('getLoggedInUser', {
    params: [],
    access: anyone,
    doc: 'The caller as getUser answers it, with the kind of login; nil without one.',
    handler: (ctx) => loggedInUser(ctx),
  }),
  method('getSessionInfo', {
    params: [optional('details', false), optional('user_id')],
    access: anyone,
    doc: "The caller's session, or all open sessions of a user: for the user and for admins.",
    handler: (ctx, { details, user_id: user }) => sessionInfo(ctx, isTrue(details), user),
  }),
  method('hasPerm', {
    params: [required('perm'), optional('strict', false)],
    access: anyone,
    doc: 'Whether the caller holds this very permission; admin does not stand for others here.',
    handler: (ctx, { perm, strict }) => callerHolds(ctx, perm, isTrue(strict)),
  }),
  method('getPerms', {
    params: [],
    access: anyone,
    doc: "The caller's permissions, those through groups included.",
    handler: async (ctx) => [...(await ctx.session.permissions())],
  }),
  method('getUserPerms', {
    params: [optional('userID'), optional('with_groups', true)],
    access: anyone,
    doc: "A user's permissions; the caller's when nil is given.",
    handler: async (ctx, { userID, with_groups: withGroups }) => {
      const user = await findUserStrictly(ctx, userID);
      return userPermissions(ctx.db, user.id, { withGroups: isTrue(withGroups) });
    },
  }),
  method('getUserPermsInheritance', {
    params: [required('userID')],
    access: anyone,
    doc: "A user's permissions, each with the groups that it comes through; nil stands for the user itself.",
    handler: (ctx, { userID }) => permissionSources(ctx, userID),
  }),
  method('getAllPerms', {
    params: [],
    access: anyone,
    doc: 'Every permission there is.',
    handler: (ctx) => allPermissions(ctx),
  }),
  method('grantPermission', {
    params: [
      required('userinfo'),
      required('permission'),
      optional('create', false),
      optional('description'),
    ],
    access: admin,
    doc: 'Gives a user or group a permission, which is made first when create is set.',
    handler: async (ctx, { userinfo: user, permission, create, description }) =>
      void (await grantPermission(ctx, { user, permission, create, description })),
  }),
  method('revokePermission', {
    params: [required('userinfo'), required('permission')],
    access: admin,
    doc: 'Takes a permission from a user or group.',
    handler: async (ctx, { userinfo: user, permission }) =>
      void (await revokePermission(ctx, user, permission)),
  }),
  method('editPermission', {
    params: [required('permission'), required('description')],
    access: admin,
    doc: 'Changes what a permission is said to be for.',
    handler: async (ctx, { permission, description }) =>
      void (await editPermission(ctx, permission, description)),
  }),
  method('newGroup', {
    params: [required('name')],
    access: admin,
    doc: 'Adds a group of users and answers its id.',
    handler: (ctx, { name }) => newGroup(ctx, name),
  }),
  method('addGroupMember', {
    params: [required('group'), required('user'), optional('strict', true)],
    access: admin,
    doc: 'Makes a user a member of a group.',
    handler: async (ctx, { group, user, strict }) =>
      void (await addGroupMember(ctx, group, user, isTrue(strict))),
  }),
  method('dropGroupMember', {
    params: [required('group'), required('user')],
    access: admin,
    doc: "Ends a user's membership in a group.",
    handler: async (ctx, { group, user }) => void (await dropGroupMember(ctx, group, user)),
  }),
  method('getGroupMembers', {
    params: [required('group')],
    access: anyone,
    doc: 'The members of a group.',
    handler: (ctx, { group }) => groupMembers(ctx, group),
  }),
  method('getUserGroups', {
    params: [required('user')],
    access: anyone,
    doc: 'The groups that a user is a member of.',
    handler: async (ctx, { user }) => userGroups(ctx.db, (await findUserStrictly(ctx, user)).id),
  }),
];
