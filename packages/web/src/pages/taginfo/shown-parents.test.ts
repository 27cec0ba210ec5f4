import { describe, expect, it } from 'vitest';
import { PARENTS_SHOWN, shownParents } from './shown-parents.js';

const parent = (name: string, currdepth: number) => ({
  child_id: 0,
  parent_id: 1,
  name,
  priority: 0,
  maxdepth: null,
  intransitive: false,
  noconfig: false,
  pkg_filter: '',
  currdepth,
  nextdepth: null,
  filter: [],
});

/** Parents that have two below them, one under the other. */
const many = [...Array(PARENTS_SHOWN).keys()].flatMap((number) => [
  parent(`near-${number}`, 1),
  parent(`below-${number}`, 2),
  parent(`deep-${number}`, 3),
]);
const names = (from: number) => shownParents(many, from).parents.map(({ name }) => name);

describe('the part of an inheritance that a page shows', () => {
  it('ends after a page, and the next one begins with the way to its first tag', () => {
    expect(names(0)).toHaveLength(PARENTS_SHOWN);
    expect(names(0).at(-1)).toBe('near-33');
    expect(names(100).slice(0, 4)).toEqual(['near-33', 'below-33', 'deep-33', 'near-34']);
    expect(names(101).slice(0, 3)).toEqual(['near-33', 'below-33', 'deep-33']);
    expect(names(102)[0]).toBe('near-34');
    expect(names(299)).toEqual(['near-99', 'below-99', 'deep-99']);
    expect(names(300)).toEqual([]);
  });

  it('leaves out what is far away, and says so, unless all is asked for', () => {
    const chain = [...Array(12).keys()].map((level) => parent(`level-${level}`, level + 1));
    expect(shownParents(chain, undefined)).toMatchObject({ deeper: true, total: 12 });
    expect(shownParents(chain, undefined).parents.at(-1)!.name).toBe('level-6');
    expect(shownParents(chain, 0).parents).toHaveLength(12);
  });
});
