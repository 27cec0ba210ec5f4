import type { Context } from '../ground/context.js';
import { userGroups, userPermissions } from '../users/index.js';
import type { PolicyData } from '../ground/policies.js';
import { judgedId } from './readers/decided-about.js';
import { policyUser } from './policy-user.js';

/** What tests want to know of the user that a policy decides about. */
export interface JudgedUser {
  readonly name: string;
  permissions(): Promise<readonly string[]>;
  /** Names of the user's groups. */
  groups(): Promise<readonly string[]>;
}

/**
 * The user that a policy decides about: `user_id` of the data, else the caller. What is known of the caller is kept
 * with the session, so that the rules of a policy do not read it again and again.
 */
export async function judgedUser(ctx: Context, data: PolicyData): Promise<JudgedUser | undefined> {
  const { session } = ctx;
  const given = judgedId(ctx, data);
  if (given !== undefined && given === session.userId) {
    return {
      name: session.userName ?? '',
      permissions: () => session.permissions(),
      groups: async () => Object.values(await session.groups()),
    };
  }
  const user = await policyUser(ctx, data);
  if (user === undefined) return undefined;
  return {
    name: user.name,
    permissions: () => userPermissions(ctx.db, user.id),
    groups: async () => (await userGroups(ctx.db, user.id)).map(({ name }) => name),
  };
}
