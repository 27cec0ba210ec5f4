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
  getUser: {
    params: { userInfo?: UserReference | null; strict?: boolean; krb_princs?: boolean; groups?: boolean };
    result: User | null;
  };
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
  createUser: {
    params: { username: string; status?: number | null; krb_principal?: string | null };
    result: number;
  };
  editUser: {
    params: {
      userInfo: Reference;
      name?: string | null;
      krb_principal_mappings?: { old: string | null; new: string | null }[];
    };
    result: Nothing;
  };
  enableUser: { params: { username: Reference }; result: Nothing };
  disableUser: { params: { username: Reference }; result: Nothing };
  addUserKrbPrincipal: { params: { user: Reference; krb_principal: string }; result: number };
  removeUserKrbPrincipal: { params: { user: Reference; krb_principal: string }; result: number };
  getPerms: { params: Record<never, never>; result: string[] };
  getUserPerms: { params: { userID?: Reference | null; with_groups?: boolean }; result: string[] };
  getUserPermsInheritance: { params: { userID: Reference }; result: Record<string, (string | null)[]> };
  getAllPerms: { params: Record<never, never>; result: Permission[] };
  hasPerm: { params: { perm: string; strict?: boolean }; result: boolean };
  grantPermission: {
    params: { userinfo: Reference; permission: Reference; create?: boolean; description?: string | null };
    result: Nothing;
  };
  revokePermission: { params: { userinfo: Reference; permission: Reference }; result: Nothing };
  editPermission: { params: { permission: Reference; description: string }; result: Nothing };
  newGroup: { params: { name: string }; result: number };
  addGroupMember: { params: { group: Reference; user: Reference; strict?: boolean }; result: Nothing };
  dropGroupMember: { params: { group: Reference; user: Reference }; result: Nothing };
  getGroupMembers: { params: { group: Reference }; result: GroupMember[] };
  getUserGroups: { params: { user: Reference }; result: IdAndName[] };
}
