import { expect, it } from 'vitest';
import type { Context } from './context.js';
import { withLateFacts } from './late-facts.js';
import { applyRules, type Rule } from '../policy/rule-set.js';

const ctx = {} as Context;

/** `reads FIELD = VALUE :: ACTION` */
function rule(field: string, value: string | number | undefined, action: string): Rule {
  const test = {
    name: 'reads',
    run: (context: Context, data: Record<string, unknown>) => data[field] === value,
  };
  return {
    tests: [{ text: `reads ${field} `, test, words: ['reads', field], prepared: undefined }],
    negated: false,
    action,
  };
}

function facts() {
  const asked: string[] = [];
  const fact = (name: string, value: unknown) => ({
    [name]: async () => {
      asked.push(name);
      return value;
    },
  });
  const data = withLateFacts({ tag: 'f40' }, { ...fact('one', 1), ...fact('two', 2) });
  return { asked, data };
}

it('a late fact is found out when a rule reads it, once', async () => {
  const { asked, data } = facts();
  const rules = [rule('one', 0, 'no'), rule('one', 1, 'yes')];
  expect((await applyRules(rules, ctx, data)).action).toBe('yes');
  expect(asked).toEqual(['one']);
  expect(data['one']).toBe(1);
});

it('a late fact that no rule reads is not found out', async () => {
  const { asked, data } = facts();
  expect((await applyRules([rule('tag', 'f40', 'yes'), rule('two', 2, 'no')], ctx, data)).action).toBe('yes');
  expect(asked).toEqual([]);
});

it('a rule that reads several late facts gets them all, also by copying the data', async () => {
  const { asked, data } = facts();
  const copying = rule('', undefined, 'yes');
  const test = { name: 'sum', run: (context: Context, all: object) => Object.keys({ ...all }).length === 3 };
  const verdict = await applyRules([{ ...copying, tests: [{ ...copying.tests[0]!, test }] }], ctx, data);
  expect(verdict.action).toBe('yes');
  expect(asked).toEqual(['one', 'two']);
});

it.each([
  ['asks whether it has it', (known: object) => Object.hasOwn(known, 'one')],
  ['asks whether it is in it', (known: object) => 'one' in known],
  ['lists what there is', (known: object) => Object.keys(known).includes('one')],
])('a late fact that turns out to be none is missing for a rule that %s', async (what, run) => {
  const asking = rule('', undefined, 'there');
  const test = { name: 'has', run: (context: Context, known: object) => run(known) };
  const rules = [{ ...asking, tests: [{ ...asking.tests[0]!, test }] }];
  const none = withLateFacts({}, { one: () => Promise.resolve(undefined) });
  expect((await applyRules(rules, ctx, none)).action).toBeUndefined();
  const nil = withLateFacts({}, { one: () => Promise.resolve(null) });
  expect((await applyRules(rules, ctx, nil)).action).toBe('there');
});

it('what fails while a fact is found out is the error of the policy', async () => {
  const data = withLateFacts({}, { one: () => Promise.reject(new Error('no such user')) });
  await expect(applyRules([rule('one', 1, 'yes')], ctx, data)).rejects.toThrow('no such user');
});

it('who reads a late fact outside of a policy is told so', () => {
  expect(() => facts().data['one']).toThrow('the fact one was read outside of the rules of a policy');
});
