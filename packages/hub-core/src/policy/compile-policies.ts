import { hint } from '@kojikit/protocol';
import type { ConfigProblem, PolicyText } from '../config/index.js';
import type { PolicyTest } from '../ground/policy-test.js';
import { parseRules, type RuleText } from './parse-rules.js';
import { PolicySet } from './policy-set.js';
import { unknownActions } from './unknown-actions.js';
import type { BoundTest, Rule } from './rule-set.js';
import { errorText } from '../error-facts.js';

/**
 * Makes the policies of a configuration ready to be asked. Every mistake in the rules is listed, with policy, line and
 * word: bad syntax, unknown tests, wrong arguments, references to policies that do not exist.
 * An action that the asker does not know is what Koji lets pass and refuses later: a mistake when it looks like a slip of
 * the pen, else a warning.
 * @param tests all tests that rooms and plugins have registered.
 * @param options.testsMissing a plugin that did not load may have brought more of them.
 */
export function compilePolicies(
  policies: Readonly<Record<string, PolicyText>>,
  tests: Iterable<PolicyTest>,
  options: { readonly testsMissing?: boolean } = {},
): { policies: PolicySet; problems: ConfigProblem[]; warnings: ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const warnings: ConfigProblem[] = [];
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
    const binder = { usable, policies, report, testsMissing: options.testsMissing ?? false };
    const rules = parseRules(policy, problems);
    compiled.set(policy.name, bindRules(rules, binder));
    for (const { line, message, meant } of unknownActions(policy.name, rules)) {
      const list = meant === undefined ? warnings : problems;
      list.push({ file: policy.file, line, message: `policy ${policy.name}: ${message}` });
    }
  }
  return { policies: new PolicySet(compiled), problems, warnings };
}

interface Binder {
  readonly usable: ReadonlyMap<string, PolicyTest>;
  readonly policies: Readonly<Record<string, PolicyText>>;
  readonly testsMissing: boolean;
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
    const why = binder.testsMissing ? '; a plugin that did not load may bring it' : '';
    binder.report(line, `unknown test "${name}"${hint(name, binder.usable.keys()) || why}`);
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
    binder.report(line, `"${text.trim()}": ${errorText(error)}`);
    return undefined;
  }
}
