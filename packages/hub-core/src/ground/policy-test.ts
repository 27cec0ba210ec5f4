import type { Context } from './context.js';
import type { PolicyData } from './policies.js';

/**
 * A test that policy rules can use, such as `tag`, `has_perm` or `is_sidetag`.
 */
export interface PolicyTest {
  /** The word in the rule text. */
  readonly name: string;
  /** The words behind the name, such as `PATTERN…` or `FIELD OPERATOR NUMBER`; left out: there are none. */
  readonly usage?: string;
  /** When it holds, in a sentence or two; for the reference. */
  readonly doc?: string;
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
