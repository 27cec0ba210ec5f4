import { Double, GenericError, matchesGlob } from '@kojikit/protocol';
import type { PolicyData } from '../../ground/policies.js';
import type { PolicyTest } from '../../ground/policy-test.js';
import { policyTest } from '../policy-test.js';
import { fieldAndPatterns, patternsOf } from './patterns.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { typeName } from '../../rpc/fault-text.js';
import { truth } from '../../readers/index.js';
import { pythonStr } from '../../rpc/python-names.js';

const constant = (name: string, answer: boolean): PolicyTest => ({
  name,
  doc: answer ? 'Always holds.' : 'Never holds.',
  run: () => answer,
});

const has = policyTest('has', {
  usage: 'FIELD',
  doc: 'The data has this field, whatever its value.',
  prepare: ([, field]) => {
    if (field === undefined) throw new Error('expected the name of a field, such as: has build');
    return field;
  },
  run: (ctx, data, field) => Object.hasOwn(data, field),
});

const bool = policyTest('bool', {
  usage: 'FIELD',
  doc: 'The field counts as true; a missing one does not.',
  prepare: ([, field]) => {
    if (field === undefined) throw new Error('expected the name of a field, such as: bool scratch');
    return field;
  },
  run: (ctx, data, field) => truth(data[field]),
});

const match = policyTest('match', {
  usage: 'FIELD PATTERN…',
  doc: 'The field, which must be text, fits one of the patterns.',
  prepare: fieldAndPatterns,
  run: (ctx, data, { field, patterns }) => matchesField(data, field, patterns),
});

const matchAny = policyTest('match_any', {
  usage: 'FIELD PATTERN…',
  doc: 'One item of the field, which is a list, fits one of the patterns.',
  prepare: fieldAndPatterns,
  run: (ctx, data, { field, patterns }) => itemsOf(data, field).some((item) => fits(item, patterns)),
});

const matchAll = policyTest('match_all', {
  usage: 'FIELD PATTERN…',
  doc: 'The field is a list that is not empty, and each of its items fits one of the patterns.',
  prepare: fieldAndPatterns,
  run: (ctx, data, { field, patterns }) => {
    const items = itemsOf(data, field);
    return items.length > 0 && items.every((item) => fits(item, patterns));
  },
});

const OPERATORS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
};

const compare = policyTest('compare', {
  usage: 'FIELD OPERATOR NUMBER',
  doc: 'The number in the field compares so with this one: < > <= >= = !=. A missing field does not hold.',
  prepare: ([, field, operator, number, more]) => {
    const apply = operator === undefined ? undefined : OPERATORS[operator];
    if (field === undefined || operator === undefined || number === undefined || more !== undefined) {
      throw new Error('expected FIELD OPERATOR NUMBER, such as: compare number_of_tags < 10');
    }
    if (apply === undefined) {
      throw new Error(`"${operator}" is no comparison, expected ${Object.keys(OPERATORS).join(' ')}`);
    }
    if (Number.isNaN(Number(number))) throw new Error(`"${number}" is no number`);
    return { field, operator, apply, number: Number(number) };
  },
  run(ctx, data, { field, operator, apply, number }) {
    if (!Object.hasOwn(data, field)) return false;
    const value = data[field];
    if (typeof value === 'number' || typeof value === 'boolean' || value instanceof Double) {
      return apply(Number(value), number);
    }
    // Python compares anything for equality, but orders numbers with numbers alone.
    if (operator === '=' || operator === '!=') return operator === '!=';
    throw new CallerMistake(
      `'${operator}' not supported between instances of '${typeName(value)}' and '${Number.isInteger(number) ? 'int' : 'float'}'`,
    );
  },
});

const policy = policyTest('policy', {
  usage: 'POLICY',
  doc: 'Another policy answers yes, true or allow for the same data.',
  prepare: (words) => {
    const [, name] = words;
    if (name === undefined || words.length > 2) throw new Error('expected the name of one policy');
    // Each use of the test knows the requests that are inside of it: coming back is a loop.
    return { name, running: new WeakSet<object>() };
  },
  async run(ctx, data, { name, running }, words) {
    if (running.has(ctx)) throw new GenericError(`encountered policy loop at ${words.join(' ')}`);
    running.add(ctx);
    try {
      const decision = await ctx.policy.evaluate(name, data);
      return ['yes', 'true', 'allow'].includes(decision?.action.toLowerCase() ?? '');
    } finally {
      running.delete(ctx);
    }
  },
});

/** A test that looks at one field of the data, which has the name of the test unless said otherwise. */
const field = (name: string, doc: string, key = name): PolicyTest =>
  policyTest(name, {
    usage: 'PATTERN…',
    doc,
    prepare: patternsOf,
    run: (ctx, data, patterns) => matchesField(data, key, patterns),
  });

const flag = (name: string, doc: string, key = name): PolicyTest => ({
  name,
  doc,
  run: (ctx, data) => truth(data[key]),
});

/** Tests that look at nothing but the data they are given. */
export const corePolicyTests: readonly PolicyTest[] = [
  constant('true', true),
  constant('all', true),
  constant('false', false),
  constant('none', false),
  has,
  bool,
  match,
  matchAny,
  matchAll,
  compare,
  policy,
  field('target', 'The name of the build target fits one of the patterns.'),
  field('operation', 'What is done (tag, untag, move) fits one of the patterns.'),
  field('method', "The task's method, such as buildArch, fits one of the patterns."),
  field('vm_name', 'The name of the machine of a Windows build fits one of the patterns.'),
  flag('is_child_task', 'The task has a parent.', 'parent'),
  flag('skip_tag', 'The build is not to be tagged.'),
];

/** Whether a field holds text that fits one of the patterns. Throws TypeError for a value that is no text. */
export function matchesField(data: PolicyData, name: string, patterns: readonly RegExp[]): boolean {
  const value = Object.hasOwn(data, name) ? data[name] : null;
  if (value === null || value === undefined) return false;
  if (typeof value !== 'string') {
    throw new CallerMistake(`expected str, bytes or os.PathLike object, not ${typeName(value)}`);
  }
  return matchesGlob(value, patterns);
}

function itemsOf(data: PolicyData, name: string): readonly unknown[] {
  const value = data[name];
  return Array.isArray(value) ? value : [];
}

function fits(item: unknown, patterns: readonly RegExp[]): boolean {
  return item !== null && item !== undefined && matchesGlob(pythonStr(item), patterns);
}
