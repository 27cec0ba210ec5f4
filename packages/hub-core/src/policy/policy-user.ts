import type { Context } from '../ground/context.js';
import { currentUser, findUser, type UserRecord } from '../users/index.js';
import type { PolicyData } from '../ground/policies.js';
import { nilOr, userRef } from '../readers/index.js';

/** The user that a policy decides about: `user_id` of the data, else the caller. */
export async function policyUser(ctx: Context, data: PolicyData): Promise<UserRecord | undefined> {
  return Object.hasOwn(data, 'user_id') ? findUser(ctx, nilOr(userRef)(data['user_id'])) : currentUser(ctx);
}
