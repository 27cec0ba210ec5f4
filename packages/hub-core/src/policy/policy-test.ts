import type { Dictionary } from '@kojikit/protocol';
import type { Context } from '../rpc/context.js';

/** The facts that a policy decides on, filled in by the operation that asks. Tests may leave what they looked up. */
export type PolicyData = Dictionary<unknown>;

/**
 * A test that policy rules can use, such as `tag`, `has_perm` or `is_sidetag`.
 */
export interface PolicyTest {
  /** The word in the rule text. */
  readonly name: string;
  /** Only for these policies; left out: for all. */
  readonly policies?: readonly string[];
  /** Replaces a test of the same name instead of being refused. */
  readonly overrides?: boolean;
  /**
   * Checks the words of one use of the test (its name first) when the rules are read, and returns what `run` should
   * get of them. Throws with a message that names the mistake.
   */
  readonly prepare?: (words: readonly string[]) => unknown;
  /** Whether the test holds. `words` are the words of the rule, the test's name first; `prepared` is what `prepare` answered. */
  run(
    ctx: Context,
    data: PolicyData,
    words: readonly string[],
    prepared: unknown,
  ): boolean | Promise<boolean>;
}

/** The same with a typed `prepared`: declares a test and gives its `run` what its `prepare` answered. */
export function policyTest<Prepared>(
  name: string,
  test: {
    readonly policies?: readonly string[];
    readonly overrides?: boolean;
    readonly prepare: (words: readonly string[]) => Prepared;
    run(
      ctx: Context,
      data: PolicyData,
      prepared: Prepared,
      words: readonly string[],
    ): boolean | Promise<boolean>;
  },
): PolicyTest {
  return {
    name,
    policies: test.policies,
    overrides: test.overrides,
    prepare: test.prepare,
    run: (ctx, data, words, prepared) => test.run(ctx, data, prepared as Prepared, words),
  };
}
