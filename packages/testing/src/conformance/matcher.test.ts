import { describe, expect, it } from 'vitest';
import { Matcher } from './matcher.js';
import type { Step } from './scenario.js';
import type { WireValue } from './wire-value.js';

const differences = (want: WireValue, got: WireValue, step: Partial<Step> = {}, looseIds = false) =>
  new Matcher(looseIds).compare({ method: 'x', result: want, ...step }, { result: got });

describe('Matcher', () => {
  it.each<[string, WireValue, WireValue]>([
    ['equal structs in another order of members', { a: 1, b: [null] }, { b: [null], a: 1 }],
    ['a double where any is allowed', { $any: 'float' }, { $double: 1 }],
    ['a moment', { $any: 'isotime+tz' }, '2026-01-02 03:04:05.123456+00:00'],
    ['a text that the pattern finds across lines', { $re: '^a.*c$' }, 'a\nb\nc'],
    [
      'a document with this content',
      { $xmlrpc: { method: null, params: [1] } },
      '<methodResponse><params><param><value><i4>1</i4></value></param></params></methodResponse>',
    ],
  ])('takes %s', (what, want, got) => {
    expect(differences(want, got)).toEqual([]);
  });

  it.each<[string, WireValue, WireValue]>([
    ['a double for an int', 1, { $double: 1 }],
    ['a string for an int', 1, '1'],
    ['false for nil', null, false],
    ['a missing member', { a: 1, b: 2 }, { a: 1 }],
    ['a surplus member', { a: 1 }, { a: 1, b: 2 }],
    ['another order', [1, 2], [2, 1]],
    ['a shorter array', [1, 2], [1]],
    ['an int where any double is allowed', { $any: 'float' }, 1],
    ['a boolean where any int is allowed', { $any: 'int' }, true],
    ['a moment without its zone', { $any: 'isotime+tz' }, '2026-01-02 03:04:05.123456'],
    ['text that is no document', { $xmlrpc: { method: null, params: [1] } }, 'x'],
  ])('finds %s', (what, want, got) => {
    expect(differences(want, got)).not.toEqual([]);
  });

  it('compares unordered arrays as multisets', () => {
    const unordered = { unordered: true };
    expect(differences([1, 2, 2], [2, 1, 2], unordered)).toEqual([]);
    expect(differences([1, 2, 2], [2, 1, 1], unordered)).toHaveLength(1);
  });

  it('wants events to be equal and ordered as they were recorded', () => {
    const matcher = new Matcher();
    const compare = (event: number, got: number) =>
      matcher.compare({ method: 'x', result: { $event: event } }, { result: got }).length;
    expect(compare(5, 10)).toBe(0);
    expect(compare(5, 11)).toBe(1);
    expect(compare(9, 12)).toBe(0);
    expect(compare(7, 12)).toBe(1);
    expect(compare(7, 13)).toBe(1);
    expect(compare(7, 11)).toBe(0);
  });

  it('forgets what a misfit of an unordered array taught it about events', () => {
    const want = [
      { e: { $event: 1 }, n: 'a' },
      { e: { $event: 2 }, n: 'b' },
    ];
    const got = [
      { e: 21, n: 'b' },
      { e: 20, n: 'a' },
    ];
    expect(differences(want, got, { unordered: true })).toEqual([]);
  });

  it('compares ids by type only when they are loose', () => {
    expect(differences({ tag_id: 1, name: 'task 12' }, { tag_id: 2, name: 'task 7' }, {}, true)).toEqual([]);
    expect(differences({ count: 1 }, { count: 2 }, {}, true)).toHaveLength(1);
  });

  it('compares the code alone of a loose fault, and never takes a result for a fault', () => {
    const step: Step = { method: 'x', fault: { code: 1, string: 'a' } };
    const fault = { code: 1, string: 'b' };
    expect(new Matcher().compare({ ...step, loose: true }, { fault })).toEqual([]);
    expect(new Matcher().compare(step, { fault })).toHaveLength(1);
    expect(new Matcher().compare(step, { result: null })).toHaveLength(1);
    expect(new Matcher().compare(step, { error: 'broken' })).toHaveLength(1);
  });
});
