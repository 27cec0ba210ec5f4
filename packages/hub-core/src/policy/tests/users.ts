import { matchesGlob } from '@kojikit/protocol';
import { judgedUser } from '../judged-user.js';
import { policyTest } from '../policy-test.js';
import type { PolicyTest } from '../../ground/policy-test.js';
import { matchesField } from './core.js';
import { patternsOf } from './patterns.js';

const user = policyTest('user', {
  usage: 'PATTERN…',
  doc: 'The name of the user fits one of the patterns.',
  prepare: patternsOf,
  async run(ctx, data, patterns) {
    const found = await judgedUser(ctx, data);
    if (found === undefined) return false;
    data['_username'] = found.name;
    return matchesField(data, '_username', patterns);
  },
});

const userInGroup = policyTest('user_in_group', {
  usage: 'PATTERN…',
  doc: 'The user is in a group whose name fits one of the patterns.',
  prepare: patternsOf,
  async run(ctx, data, patterns) {
    const groups = (await (await judgedUser(ctx, data))?.groups()) ?? [];
    return groups.some((name) => matchesGlob(name, patterns));
  },
});

const hasPermission = policyTest('has_perm', {
  usage: 'PATTERN…',
  doc: 'The user holds a permission that fits one of the patterns; admin does not stand for others here.',
  prepare: patternsOf,
  async run(ctx, data, patterns) {
    const permissions = (await (await judgedUser(ctx, data))?.permissions()) ?? [];
    return permissions.some((name) => matchesGlob(name, patterns));
  },
});

/** Tests about the user of the data, who is the caller unless `user_id` says otherwise. */
export const userPolicyTests: readonly PolicyTest[] = [user, userInGroup, hasPermission];
