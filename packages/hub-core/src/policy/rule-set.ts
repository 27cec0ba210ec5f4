import type { Context } from '../ground/context.js';
import type { PolicyData } from '../ground/policies.js';
import type { PolicyTest } from '../ground/policy-test.js';

/** One use of a test in a rule, ready to run. */
export interface BoundTest {
  /** As written, blanks included. */
  readonly text: string;
  readonly test: PolicyTest;
  readonly words: readonly string[];
  readonly prepared: unknown;
}

export interface Rule {
  readonly tests: readonly BoundTest[];
  readonly negated: boolean;
  readonly action: string | readonly Rule[];
}

/** What a policy answered: the action of the rule that fired (undefined: none did) and the way to it as text. */
export interface Verdict {
  readonly action: string | undefined;
  /** Koji's form: `tests :: ... tests :: action`, or `(no match)` at the end. */
  readonly rule: string;
}

/** Asks the rules in their order; the first that fires decides. Tests behind one that does not hold are not run. */
export async function applyRules(rules: readonly Rule[], ctx: Context, data: PolicyData): Promise<Verdict> {
  let trail: Rule[] = [];

  const firstAction = async (candidates: readonly Rule[], top: boolean): Promise<string | undefined> => {
    for (const rule of candidates) {
      if (top) trail = [];
      if (!(await fires(rule, ctx, data))) continue;
      trail.push(rule);
      if (typeof rule.action === 'string') return rule.action;
      const action = await firstAction(rule.action, false);
      if (action !== undefined) return action;
    }
    return undefined;
  };

  const action = await firstAction(rules, true);
  return { action, rule: trail.map(ruleText).join('... ') + (action ?? '(no match)') };
}

async function fires(rule: Rule, ctx: Context, data: PolicyData): Promise<boolean> {
  for (const { test, words, prepared } of rule.tests) {
    if (!(await test.run(ctx, data, words, prepared))) return rule.negated;
  }
  return !rule.negated;
}

function ruleText(rule: Rule): string {
  return rule.tests.map(({ text }) => text).join('&&') + (rule.negated ? '!! ' : ':: ');
}
