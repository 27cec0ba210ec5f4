export { compilePolicies } from './compile-policies.js';
export type { CheckOptions, Policies, PolicyData, PolicyDecision } from '../ground/policies.js';
export type { PolicySet } from './policy-set.js';
export { RequestPolicies } from './request-policies.js';
export { policyTest } from './policy-test.js';
export type { PolicyTest } from '../ground/policy-test.js';
export { policyUser } from './policy-user.js';
