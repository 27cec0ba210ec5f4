import type { ConfigProblem, PolicyText } from '../config/index.js';
import { hint } from '../config/suggest.js';
import type { PolicyTest } from './policy-test.js';
import { parseRules, type RuleText } from './parse-rules.js';
import { PolicySet } from './policy-set.js';
import type { BoundTest, Rule } from './rule-set.js';

/**
 * Makes the policies of a configuration ready to be asked. Every mistake in the rules is listed, with policy, line and
 * word: bad syntax, unknown tests, wrong arguments, references to policies that do not exist.
 * @param tests all tests that rooms and plugins have registered.
 */
export function compilePolicies(
  policies: Readonly<Record<string, PolicyText>>,
  tests: Iterable<PolicyTest>,
): { policies: PolicySet; problems: ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const known = [...tests];
  const compiled = new Map<string, readonly Rule[]>();
  for (const policy of Object.values(policies)) {
    const usable = new Map(
      known
        .filter((test) => test.policies === undefined || test.policies.includes(policy.name))
        .map((test) => [test.name, test]),
    );
    const report = (line: number | undefined, message: string) =>
      problems.push({ file: policy.file, line, message: `policy ${policy.name}: ${message}` });
    const binder = { usable, policies, report };
    compiled.set(policy.name, bindRules(parseRules(policy, problems), binder));
  }
  return { policies: new PolicySet(compiled), problems };
}

interface Binder {
  readonly usable: ReadonlyMap<string, PolicyTest>;
  readonly policies: Readonly<Record<string, PolicyText>>;
  report(line: number | undefined, message: string): void;
}

function bindRules(rules: readonly RuleText[], binder: Binder): Rule[] {
  return rules.map(({ tests, negated, action, line }) => ({
    tests: tests.map((text) => bindTest(text, line, binder)).filter((test) => test !== undefined),
    negated,
    action: typeof action === 'string' ? action : bindRules(action, binder),
  }));
}

function bindTest(text: string, line: number | undefined, binder: Binder): BoundTest | undefined {
  const words = text.split(/\s+/).filter(Boolean);
  const name = words[0]!;
  const test = binder.usable.get(name);
  if (test === undefined) {
    binder.report(line, `unknown test "${name}"${hint(name, binder.usable.keys())}`);
    return undefined;
  }
  const referred = name === 'policy' ? words[1] : undefined;
  if (referred !== undefined && !Object.hasOwn(binder.policies, referred)) {
    binder.report(
      line,
      `"${text.trim()}" refers to no policy${hint(referred, Object.keys(binder.policies))}`,
    );
  }
  try {
    return { text, test, words, prepared: test.prepare?.(words) };
  } catch (error) {
    binder.report(line, `"${text.trim()}": ${(error as Error).message}`);
    return undefined;
  }
}
