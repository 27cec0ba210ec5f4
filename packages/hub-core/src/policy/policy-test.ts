import type { Context } from '../ground/context.js';
import type { PolicyData } from '../ground/policies.js';
import type { PolicyTest } from '../ground/policy-test.js';

/** Declares a policy test with a typed `prepared`: gives its `run` what its `prepare` answered. */
export function policyTest<Prepared>(
  name: string,
  test: {
    readonly usage?: string;
    readonly doc?: string;
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
    usage: test.usage,
    doc: test.doc,
    policies: test.policies,
    overrides: test.overrides,
    prepare: test.prepare,
    run: (ctx, data, words, prepared) => test.run(ctx, data, prepared as Prepared, words),
  };
}
