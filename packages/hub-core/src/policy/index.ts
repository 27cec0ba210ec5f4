export { compilePolicies } from './compile-policies.js';
export type { CheckOptions, Policies, PolicyDecision } from './policies.js';
export type { PolicySet } from './policy-set.js';
export { policyTest, type PolicyData, type PolicyTest } from './policy-test.js';
export { policyUser } from './policy-user.js';
