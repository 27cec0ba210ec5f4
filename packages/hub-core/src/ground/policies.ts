import type { Dictionary } from '@kojikit/protocol';

/** The facts that a policy decides on, filled in by the operation that asks. Tests may leave what they looked up. */
export type PolicyData = Dictionary<unknown>;

/** A policy's answer: the action words of the rule that fired, and the rule's text for error messages. */
export interface PolicyDecision {
  readonly action: string;
  readonly rule: string;
}

/** The policies of the configuration, bound to one request. */
export interface Policies {
  /**
   * The action of the first rule that fires, or undefined when none does. Throws GenericError `no such policy: <name>`
   * for an unknown policy, unless `strict` is false.
   */
  evaluate(
    name: string,
    data: PolicyData,
    options?: { strict?: boolean },
  ): Promise<PolicyDecision | undefined>;

  /** Koji's `check_policy`: whether the policy allows; `force` lets admins through. Returns allowed and the reason. */
  check(
    name: string,
    data: PolicyData,
    options?: CheckOptions,
  ): Promise<{ allowed: boolean; reason: string }>;

  /** Koji's `assert_policy`: throws ActionNotAllowed `policy violation (<name>): <reason>` unless allowed. */
  assert(name: string, data: PolicyData, options?: CheckOptions): Promise<void>;

  /** Names of the policies that have rules. */
  names(): string[];
}

export interface CheckOptions {
  /** What to do when no rule fires: `allow` or `deny`. Default: deny. A missing policy is MissingPolicyOk's matter. */
  readonly default?: string;
  /** The caller asked to pass by force; only admins may. */
  readonly force?: boolean;
}
