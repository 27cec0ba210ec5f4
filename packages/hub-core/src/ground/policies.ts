import type { Build, Dictionary } from '@kojikit/protocol';

/** The facts that a policy decides on, filled in by the operation that asks. Tests may leave what they looked up. */
export type PolicyData = Dictionary<unknown>;

/** A policy's answer: the action words of the rule that fired, and the rule's text for error messages. */
export interface PolicyDecision {
  readonly action: string;
  readonly rule: string;
}

/** Something that was done, which a policy may have decided about before. */
export interface Done {
  readonly build?: Pick<Build, 'id' | 'name' | 'version' | 'release'>;
  /** The tag that the build was put into or taken out of, at the event of this call. */
  readonly tag?: { readonly id: number; readonly name: string };
  /** The task that was made, or goes on. */
  readonly task?: number;
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

  /**
   * Koji's `assert_policy`: throws ActionNotAllowed `policy violation (<name>): <reason>` unless allowed. The text names the
   * rule with `VerbosePolicy` and `KojiDebug`, and to who asks with the header `EXPLAIN_REFUSALS` for refusals of their own
   * wishes.
   */
  assert(name: string, data: PolicyData, options?: CheckOptions): Promise<void>;

  /**
   * Whether the caller may read the rules of all policies, whomever they are about: `VerbosePolicy` or `KojiDebug` is on, or
   * the caller is an admin. Who is refused may read the rule that does it, see {@link assert}.
   */
  mayReadRules(): Promise<boolean>;

  /**
   * Keeps the decision of a policy beside what was done because of it: the last one of this call that was about the same
   * build and tag, so that people can read which rule allowed it. Does nothing where the policy was not asked, or has no
   * rules. Called by what does the thing, in its transaction; those who ask the policy need not care.
   */
  record(policy: string, done: Done): Promise<void>;

  /** What policies decide from here on belongs to another call. */
  forgetDecisions(): void;

  /** Names of the policies that have rules. */
  names(): string[];
}

export interface CheckOptions {
  /** What to do when no rule fires: `allow` or `deny`. Default: deny. A missing policy is MissingPolicyOk's matter. */
  readonly default?: string;
  /** The caller asked to pass by force; only admins may. */
  readonly force?: boolean;
}
