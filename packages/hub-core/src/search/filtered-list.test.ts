import { expect, it } from 'vitest';
import { FilteredList } from './filtered-list.js';
import type { FilterOptions } from './readers/named-call.js';

const everything = { order: null, noneGreatest: true, offset: undefined, limit: undefined };

/* Numbers that come again and again, and nil; the place says which of the equal ones was first. */
const item = (place: number) => ({ place, number: place % 11 === 0 ? null : (place * 7919) % 1000 });

function filtered(length: number, options: Partial<FilterOptions>): FilteredList {
  const list = new FilteredList({ ...everything, ...options });
  for (let from = 0; from < length; from += 997) {
    list.add(Array.from({ length: Math.min(997, length - from) }, (none, index) => item(from + index)));
  }
  return list;
}

const LENGTH = 35_000;
const all = Array.from({ length: LENGTH }, (none, place) => item(place));
const key = ({ number }: ReturnType<typeof item>) => number ?? Infinity;

it.each([
  ['as they come', null, all],
  ['ascending', 'number', all.toSorted((a, b) => key(a) - key(b) || a.place - b.place)],
  ['descending', '-number', all.toSorted((a, b) => key(b) - key(a) || a.place - b.place)],
])('has the items that were asked for, %s, whatever comes later', (how, order, ordered) => {
  for (const [offset, limit] of [
    [undefined, 50],
    [30, 0],
    [12_000, 7],
    [LENGTH - 3, 10],
    [LENGTH + 1, 10],
    [-5, 3],
    [10, -20_000],
    [undefined, undefined],
  ] as const) {
    const list = filtered(LENGTH, { order, offset, limit });
    expect(list.count).toBe(LENGTH);
    expect(list.results()).toEqual(ordered.slice(offset).slice(0, limit));
  }
});

it('is refused when more of it would have to be held than there is room for', () => {
  expect(filtered(600_000, { order: '-number', limit: 1 }).results()).toHaveLength(1);
  for (const options of [{}, { offset: -1 }, { order: 'number', offset: 400_000, limit: 5 }]) {
    expect(() => filtered(600_000, options)).toThrow(
      'the list is too long to be cut there: give an offset and a limit that are together at most 250000',
    );
  }
});
