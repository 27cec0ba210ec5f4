import type { Context } from '../ground/context.js';
import type { PolicyData } from '../ground/policies.js';
import type { PolicyTest } from '../ground/policy-test.js';
import { FactWanted } from '../ground/late-facts.js';

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
  /** Which rule of the policy that is, counted from 1; the rules of a block have its number before theirs: `2.1`. */
  readonly number: string | undefined;
}

interface Fired {
  readonly action: string;
  readonly number: string;
}

/** Asks the rules in their order; the first that fires decides. Tests behind one that does not hold are not run. */
export async function applyRules(rules: readonly Rule[], ctx: Context, data: PolicyData): Promise<Verdict> {
  let trail: Rule[] = [];

  const firstAction = async (candidates: readonly Rule[], block: string): Promise<Fired | undefined> => {
    for (const [index, rule] of candidates.entries()) {
      if (block === '') trail = [];
      if (!(await fires(rule, ctx, data))) continue;
      trail.push(rule);
      const number = `${block}${index + 1}`;
      if (typeof rule.action === 'string') return { action: rule.action, number };
      const inner = await firstAction(rule.action, `${number}.`);
      if (inner !== undefined) return inner;
    }
    return undefined;
  };

  const fired = await firstAction(rules, '');
  const rule = trail.map(ruleText).join('... ') + (fired?.action ?? '(no match)');
  return { action: fired?.action, number: fired?.number, rule };
}

async function fires(rule: Rule, ctx: Context, data: PolicyData): Promise<boolean> {
  for (const test of rule.tests) {
    if (!(await holds(test, ctx, data))) return rule.negated;
  }
  return !rule.negated;
}

/* Facts that the test reads and that are not known yet are found out one after the other. */
async function holds(bound: BoundTest, ctx: Context, data: PolicyData): Promise<boolean> {
  const { test, words, prepared } = bound;
  try {
    return await test.run(ctx, data, words, prepared);
  } catch (error) {
    if (!(error instanceof FactWanted)) throw error;
    await error.find();
    return holds(bound, ctx, data);
  }
}

function ruleText(rule: Rule): string {
  return rule.tests.map(({ text }) => text).join('&&') + (rule.negated ? '!! ' : ':: ');
}
