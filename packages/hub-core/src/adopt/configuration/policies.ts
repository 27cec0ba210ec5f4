import { POLICY_NAMES, type ConfigProblem } from '@kojikit/protocol';
import type { HubConfig } from '../../config/index.js';
import type { PolicyTest } from '../../ground/policy-test.js';
import { compilePolicies } from '../../policy/compile-policies.js';
import { parseRules, type RuleText } from '../../policy/parse-rules.js';
import { isOneOf } from '../../is-one-of.js';
import { KOJI_POLICY_TESTS } from '../facts/koji-policy-tests.js';
import { at, Findings, type Finding } from '../finding.js';
import { counted, listed } from '../report/words.js';
import type { PythonPlugin } from './python-plugin.js';

/** A policy test that a rule asks for and nobody brings. */
interface UnknownTest {
  readonly name: string;
  readonly policy: string;
  readonly file: string;
  readonly line: number | undefined;
}

/** Every rule of every policy, read as this hub reads it. */
export function lookAtPolicies(
  config: HubConfig,
  tests: readonly PolicyTest[],
  python: readonly PythonPlugin[],
): Finding[] {
  const found = new Findings('policies');
  const unknown = unknownTests(config, tests);
  // What they ask stays open; everything else in the rules around them is still looked at.
  const stand = [...new Set(unknown.map(({ name }) => name))].map((name): PolicyTest => ({
    name,
    run: () => false,
  }));
  const { problems, warnings } = compilePolicies(config.policy, [...tests, ...stand]);
  for (const test of unknown) tellUnknown(found, test, python);
  for (const problem of problems)
    found.fails(
      problem.message,
      { when: 'configure', todo: 'mend the rule: the hub does not start with it' },
      placeOf(problem),
    );
  for (const problem of warnings)
    found.works(`${problem.message}; such a rule refuses, as with Koji`, placeOf(problem));
  const own = Object.values(config.policy).filter(({ lines }) =>
    lines.some(({ line }) => line !== undefined),
  );
  const rules = own.reduce((sum, policy) => sum + countRules(parseRules(policy, [])), 0);
  if (own.length > 0) {
    const names = listed(
      own.map(({ name }) => name),
      30,
    );
    found.works(
      `${counted(rules, 'rule')} of ${counted(own.length, 'policy', 'policies')} can be read: ${names}`,
    );
  }
  const defaults = Object.values(config.policy).filter((policy) => !own.includes(policy));
  const foreign = own.filter(({ name }) => !isOneOf(POLICY_NAMES, name));
  if (foreign.length > 0) {
    const names = listed(foreign.map(({ name }) => name));
    found.works(
      `${names}: the hub itself does not ask such a policy, plugins and builders may (host.evalPolicy)`,
    );
  }
  if (defaults.length > 0)
    found.works(
      `for the others the rules of Koji 1.35 hold: ${listed(
        defaults.map(({ name }) => name),
        30,
      )}`,
    );
  return found.all;
}

function unknownTests(config: HubConfig, tests: readonly PolicyTest[]): UnknownTest[] {
  return Object.values(config.policy).flatMap((policy) => {
    const usable = new Set(
      tests
        .filter((test) => test.policies === undefined || test.policies.includes(policy.name))
        .map(({ name }) => name),
    );
    return testsOf(parseRules(policy, []))
      .filter(({ name }) => !usable.has(name))
      .map(({ name, line }) => ({ name, line, policy: policy.name, file: policy.file }));
  });
}

function testsOf(rules: readonly RuleText[]): { name: string; line: number | undefined }[] {
  return rules.flatMap(({ tests, action, line }) => [
    ...tests.map((text) => ({ name: text.trim().split(/\s+/)[0]!, line })),
    ...(typeof action === 'string' ? [] : testsOf(action)),
  ]);
}

function countRules(rules: readonly RuleText[]): number {
  return rules.reduce(
    (sum, { action }) => sum + 1 + (typeof action === 'string' ? 0 : countRules(action)),
    0,
  );
}

function tellUnknown(
  found: Findings,
  { name, policy, file, line }: UnknownTest,
  python: readonly PythonPlugin[],
): void {
  const what = `policy ${policy} asks for the test ${name}`;
  const plugin = KOJI_POLICY_TESTS[name]?.plugin;
  const owner = python.find((one) => one.policyTests.includes(name));
  if (plugin !== undefined) {
    found.step(
      `${what}, which Koji's plugin ${plugin} brings`,
      {
        when: 'install',
        todo: `install the package for ${plugin} and name it in Plugins`,
      },
      at(file, line),
    );
  } else if (owner !== undefined) {
    found.fails(
      `${what}, which ${owner.file} brings`,
      {
        when: 'before',
        todo: `write it as a policy test of a plugin for this hub (policyTests of defineHubPlugin), or take the rule out`,
      },
      at(file, line),
    );
  } else {
    found.fails(
      `${what}, which neither Koji 1.35 nor a plugin of this hub brings`,
      {
        when: 'before',
        todo: 'mend the name, take the rule out, or bring the test with a plugin (policyTests of defineHubPlugin)',
      },
      at(file, line),
    );
  }
}

const placeOf = ({ file, line }: ConfigProblem) => at(file, line);
