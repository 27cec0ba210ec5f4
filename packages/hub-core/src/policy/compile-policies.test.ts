import { describe, expect, it } from 'vitest';
import { formatProblem, loadHubConfig } from '../config/index.js';
import { compilePolicies } from './compile-policies.js';
import { policyTests } from './policy-tests.js';

function problemsOf(...rules: string[]): string[] {
  const { config } = loadHubConfig({
    text: ['[policy]', 'p =', ...rules.map((rule) => `    ${rule}`)].join('\n'),
  });
  return compilePolicies(config.policy, policyTests).problems.map(formatProblem);
}

describe('reading policy rules', () => {
  it('takes every rule form of Koji', () => {
    expect(
      problemsOf(
        'all :: allow # a remark',
        'match x a* && compare n >= 3 :: do this and that',
        'has y !! deny without y',
        'true :: {',
        'bool z :: {',
        'none :: never',
        '}',
        'policy volume :: yes',
        '}',
        'user_in_group devs && has_perm admin tag :: allow',
      ),
    ).toEqual([]);
  });

  it('accepts the default policies', () => {
    expect(compilePolicies(loadHubConfig({ text: '' }).config.policy, policyTests).problems).toEqual([]);
  });

  it('names policy, line and word of every mistake', () => {
    expect(
      problemsOf(
        'has_prem admin :: allow',
        'all allow',
        'compare n ~ 3 :: allow',
        'match :: allow',
        'all ::',
      ),
    ).toEqual([
      'hub.conf:4: policy p: "all allow" has no action, expected TEST :: ACTION or TEST !! ACTION',
      'hub.conf:7: policy p: "all ::" has no action after ::',
      'hub.conf:3: policy p: unknown test "has_prem"; did you mean has_perm?',
      'hub.conf:5: policy p: "compare n ~ 3": "~" is no comparison, expected < > <= >= = !=',
      'hub.conf:6: policy p: "match": expected a field and patterns, such as: match release *.el*',
    ]);
  });

  it('finds blocks that do not close and braces without a block', () => {
    expect(problemsOf('all :: {', 'all :: allow')).toEqual([
      'hub.conf:3: policy p: the block that starts here is not closed, expected } on a line of its own',
    ]);
    expect(problemsOf('}', 'all :: allow')).toEqual(['hub.conf:3: policy p: } closes no block']);
  });

  it('finds references to policies that do not exist', () => {
    expect(problemsOf('policy volumes :: allow')).toEqual([
      'hub.conf:3: policy p: "policy volumes" refers to no policy; did you mean volume?',
    ]);
  });

  it('gives a test that belongs to one policy to that policy alone', () => {
    const test = { name: 'special', policies: ['q'], run: () => true };
    const { config } = loadHubConfig({ text: '[policy]\np = special :: allow\nq = special :: allow\n' });
    expect(compilePolicies(config.policy, [...policyTests, test]).problems.map(formatProblem)).toEqual([
      'hub.conf:2: policy p: unknown test "special"',
    ]);
  });
});
