import type { ConfigProblem, PolicyText } from '../config/index.js';

/** A rule as it is written: tests, and what happens when they hold (or, negated, when they do not). */
export interface RuleText {
  /** The tests as written, blanks included: messages quote them so. */
  readonly tests: readonly string[];
  /** Written with `!!`: fires when the tests do not hold. */
  readonly negated: boolean;
  /** The action's words, or the rules of a block. */
  readonly action: string | readonly RuleText[];
  readonly line: number | undefined;
}

/**
 * Reads the rules of a policy in Koji's notation:
 *
 *     test words && test words :: action words
 *     test words !! action when the tests do not hold
 *     test words :: {
 *         rules that are asked when the tests hold; when none fires, the rules behind the block are asked
 *     }
 *
 * `#` starts a comment. Mistakes go to `problems` with their line; the rules around them are read on.
 */
export function parseRules(policy: PolicyText, problems: ConfigProblem[]): RuleText[] {
  const top: RuleText[] = [];
  const outer: { rules: RuleText[]; line: number | undefined }[] = [];
  let rules = top;
  const report = (line: number | undefined, message: string) =>
    problems.push({ file: policy.file, line, message: `policy ${policy.name}: ${message}` });

  for (const { text, line } of policy.lines) {
    const rule = text.split('#', 1)[0]!.trim();
    if (rule === '') continue;
    if (rule === '}') {
      const block = outer.pop();
      if (block) rules = block.rules;
      else report(line, '} closes no block');
      continue;
    }
    const read = readRule(rule);
    if (typeof read === 'string') {
      report(line, read);
      continue;
    }
    if (read.action !== '{') {
      rules.push({ ...read, line });
      continue;
    }
    const block: RuleText[] = [];
    rules.push({ ...read, action: block, line });
    outer.push({ rules, line });
    rules = block;
  }
  for (const { line } of outer)
    report(line, 'the block that starts here is not closed, expected } on a line of its own');
  return top;
}

/* The last `::` or, without one, the last `!!` parts tests and action, as in Koji. */
function readRule(rule: string): Omit<RuleText, 'line'> | string {
  const colons = rule.lastIndexOf('::');
  const negated = colons === -1;
  const position = negated ? rule.lastIndexOf('!!') : colons;
  if (position === -1) return `"${rule}" has no action, expected TEST :: ACTION or TEST !! ACTION`;
  const tests = rule.slice(0, position).split('&&');
  const action = rule.slice(position + 2).trim();
  if (action === '') return `"${rule}" has no action after ${negated ? '!!' : '::'}`;
  if (tests.some((test) => test.trim() === '')) return `"${rule}" has an empty test`;
  return { tests, negated, action };
}
