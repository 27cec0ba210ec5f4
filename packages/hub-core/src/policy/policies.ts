import type { PolicyData } from './policy-test.js';

/** A policy's answer: the action words of the rule that fired, and the rule's text for error messages. */
export interface PolicyDecision {
  readonly action: string;
  readonly rule: string;
}

/** The policies of the configuration, bound to one request. */
export interface Policies {
  /** The action of the first rule that fires, or undefined when none does. Throws on an unknown policy unless `strict` is false. */
  evaluate(name: string, data: PolicyData, options?: { strict?: boolean }): Promise<PolicyDecision | undefined>;

  /** Koji's `check_policy`: whether the policy allows; `force` lets admins through. Answers allowed and the reason. */
  check(name: string, data: PolicyData, options?: CheckOptions): Promise<{ allowed: boolean; reason: string }>;

  /** Koji's `assert_policy`: throws ActionNotAllowed with the reason unless allowed. */
  assert(name: string, data: PolicyData, options?: CheckOptions): Promise<void>;

  /** Names of the policies that have rules. */
  names(): string[];
}

export interface CheckOptions {
  /** What to do when there is no such policy or no rule fires: `allow` or `deny`. Default: deny, unless MissingPolicyOk. */
  readonly default?: string;
  /** The caller asked to pass by force; only admins may. */
  readonly force?: boolean;
}
