import { userGroups, userPermissions } from '../../users/index.js';
import { matchesGlob } from '../glob.js';
import { policyTest, type PolicyTest } from '../policy-test.js';
import { policyUser } from '../policy-user.js';
import { matchesField } from './core.js';
import { patternsOf } from './patterns.js';

const user = policyTest('user', {
  prepare: patternsOf,
  async run(ctx, data, patterns) {
    const found = await policyUser(ctx, data);
    if (found === undefined) return false;
    data['_username'] = found.name;
    return matchesField(data, '_username', patterns);
  },
});

const userInGroup = policyTest('user_in_group', {
  prepare: patternsOf,
  async run(ctx, data, patterns) {
    const found = await policyUser(ctx, data);
    if (found === undefined) return false;
    return (await userGroups(ctx.db, found.id)).some(({ name }) => matchesGlob(name, patterns));
  },
});

/** Whether the user holds a permission that fits; admin does not stand for others here. */
const hasPermission = policyTest('has_perm', {
  prepare: patternsOf,
  async run(ctx, data, patterns) {
    const found = await policyUser(ctx, data);
    if (found === undefined) return false;
    return (await userPermissions(ctx.db, found.id)).some((name) => matchesGlob(name, patterns));
  },
});

/** Tests about the user of the data, who is the caller unless `user_id` says otherwise. */
export const userPolicyTests: readonly PolicyTest[] = [user, userInGroup, hasPermission];
