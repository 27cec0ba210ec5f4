import type {
  GroupMember,
  IdAndName,
  Listing,
  Nothing,
  Permission,
  QueryOptions,
  Reference,
  UserReference,
  User,
} from './shapes.js';

/** Users, their groups and what they may. */
export interface UsersApi {
  /**
   * A user by id, name, Kerberos principal or a struct with one of them; the caller when nil is given.
   *
   * `getUser(userInfo=nil, strict=false, krb_princs=true, groups=false)`, for anyone. Throws GenericError.
   */
  getUser: {
    params: { userInfo?: UserReference | null; strict?: boolean; krb_princs?: boolean; groups?: boolean };
    result: User | null;
  };
  /**
   * Users of one or several types whose name begins so, or who hold a permission.
   *
   * `listUsers(userType=0, prefix=nil, queryOpts=nil, perm=nil, inherited_perm=false)`, for anyone. Throws
   * GenericError, ParameterError.
   */
  listUsers: {
    params: {
      userType?: number | number[] | null;
      prefix?: string | null;
      queryOpts?: QueryOptions | null;
      perm?: string | null;
      inherited_perm?: boolean;
    };
    result: Listing<User>;
  };
  /**
   * Adds a user and returns its id.
   *
   * `createUser(username, status=nil, krb_principal=nil)`, for who holds the permission admin. Throws
   * ActionNotAllowed, AuthError, GenericError.
   */
  createUser: {
    params: { username: string; status?: number | null; krb_principal?: string | null };
    result: number;
  };
  /**
   * Renames a user, and adds, replaces or removes Kerberos principals: structs with old and new.
   *
   * `editUser(userInfo, name=nil, krb_principal_mappings=nil)`, for who holds the permission admin. Throws
   * ActionNotAllowed, AuthError, GenericError, ParameterError.
   */
  editUser: {
    params: {
      userInfo: Reference;
      name?: string | null;
      krb_principal_mappings?: { old: string | null; new: string | null }[];
    };
    result: Nothing;
  };
  /**
   * Lets a user log in again. For admins.
   *
   * `enableUser(username)`, for anyone. Throws ActionNotAllowed, GenericError.
   */
  enableUser: { params: { username: Reference }; result: Nothing };
  /**
   * Keeps a user from logging in; open sessions of the user stop working. For admins.
   *
   * `disableUser(username)`, for anyone. Throws ActionNotAllowed, GenericError.
   */
  disableUser: { params: { username: Reference }; result: Nothing };
  /**
   * Gives a user a further Kerberos principal and returns the user's id.
   *
   * `addUserKrbPrincipal(user, krb_principal)`, for who holds the permission admin. Throws ActionNotAllowed,
   * AuthError, GenericError.
   */
  addUserKrbPrincipal: { params: { user: Reference; krb_principal: string }; result: number };
  /**
   * Takes a Kerberos principal from a user and returns the user's id.
   *
   * `removeUserKrbPrincipal(user, krb_principal)`, for who holds the permission admin. Throws
   * ActionNotAllowed, AuthError, GenericError.
   */
  removeUserKrbPrincipal: { params: { user: Reference; krb_principal: string }; result: number };
  /**
   * The caller's permissions, those through groups included.
   *
   * `getPerms()`, for anyone.
   */
  getPerms: { params: Record<never, never>; result: string[] };
  /**
   * A user's permissions; the caller's when nil is given.
   *
   * `getUserPerms(userID=nil, with_groups=true)`, for anyone. Throws GenericError.
   */
  getUserPerms: { params: { userID?: Reference | null; with_groups?: boolean }; result: string[] };
  /**
   * A user's permissions, each with the groups that it comes through; nil stands for the user itself.
   *
   * `getUserPermsInheritance(userID)`, for anyone. Throws GenericError.
   */
  getUserPermsInheritance: { params: { userID: Reference }; result: Record<string, (string | null)[]> };
  /**
   * Every permission there is.
   *
   * `getAllPerms()`, for anyone.
   */
  getAllPerms: { params: Record<never, never>; result: Permission[] };
  /**
   * Whether the caller holds this very permission; admin does not stand for others here.
   *
   * `hasPerm(perm, strict=false)`, for anyone. Throws GenericError, ParameterError.
   */
  hasPerm: { params: { perm: string; strict?: boolean }; result: boolean };
  /**
   * Gives a user or group a permission, which is made first when create is set.
   *
   * `grantPermission(userinfo, permission, create=false, description=nil)`, for who holds the permission
   * admin. Throws ActionNotAllowed, GenericError, ParameterError.
   */
  grantPermission: {
    params: { userinfo: Reference; permission: Reference; create?: boolean; description?: string | null };
    result: Nothing;
  };
  /**
   * Takes a permission from a user or group.
   *
   * `revokePermission(userinfo, permission)`, for who holds the permission admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  revokePermission: { params: { userinfo: Reference; permission: Reference }; result: Nothing };
  /**
   * Changes what a permission is said to be for.
   *
   * `editPermission(permission, description)`, for who holds the permission admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  editPermission: { params: { permission: Reference; description: string }; result: Nothing };
  /**
   * Adds a group of users and returns its id.
   *
   * `newGroup(name)`, for who holds the permission admin. Throws ActionNotAllowed, AuthError, GenericError.
   */
  newGroup: { params: { name: string }; result: number };
  /**
   * Makes a user a member of a group.
   *
   * `addGroupMember(group, user, strict=true)`, for who holds the permission admin. Throws ActionNotAllowed,
   * GenericError.
   */
  addGroupMember: { params: { group: Reference; user: Reference; strict?: boolean }; result: Nothing };
  /**
   * Ends a user's membership in a group.
   *
   * `dropGroupMember(group, user)`, for who holds the permission admin. Throws ActionNotAllowed,
   * GenericError.
   */
  dropGroupMember: { params: { group: Reference; user: Reference }; result: Nothing };
  /**
   * The members of a group.
   *
   * `getGroupMembers(group)`, for anyone. Throws GenericError.
   */
  getGroupMembers: { params: { group: Reference }; result: GroupMember[] };
  /**
   * The groups that a user is a member of.
   *
   * `getUserGroups(user)`, for anyone. Throws GenericError.
   */
  getUserGroups: { params: { user: Reference }; result: IdAndName[] };
}
