import type { PolicyTest } from '../ground/policy-test.js';
import { buildPolicyTests } from './tests/builds.js';
import { corePolicyTests } from './tests/core.js';
import { generatorPolicyTests } from './tests/generators.js';
import { tagPolicyTests } from './tests/tags.js';
import { userPolicyTests } from './tests/users.js';

/** The tests that rules can use without any plugin. */
export const policyTests: readonly PolicyTest[] = [
  ...corePolicyTests,
  ...userPolicyTests,
  ...buildPolicyTests,
  ...generatorPolicyTests,
  ...tagPolicyTests,
];
