import { describe, expect, it } from 'vitest';
import { planBuildOrder } from './plan-build-order.js';

const builds = (...nvrs: string[]) => nvrs.map((nvr) => ({ nvr }));

/** What the tag holds after the steps, oldest first. */
function after(present: readonly { nvr: string }[], wanted: readonly { nvr: string }[], remove: boolean) {
  let held = present.map(({ nvr }) => nvr);
  for (const { action, build } of planBuildOrder(wanted, present, { remove })) {
    expect(held.includes(build.nvr)).toBe(action === 'untag');
    held = action === 'tag' ? [...held, build.nvr] : held.filter((nvr) => nvr !== build.nvr);
  }
  return held;
}

describe('the plan for the order of builds', () => {
  it('does nothing when all is in order', () => {
    expect(planBuildOrder(builds('a', 'b'), builds('a', 'b'), { remove: true })).toEqual([]);
  });

  it('tags what is missing at the top without touching the rest', () => {
    expect(planBuildOrder(builds('a', 'b', 'c'), builds('a', 'b'), { remove: true })).toEqual([
      { action: 'tag', build: { nvr: 'c' } },
    ]);
  });

  it('reaches the wanted order from any other', () => {
    const orders = [[], ['c'], ['c', 'a'], ['b', 'a', 'c'], ['x', 'c', 'y', 'b', 'a']];
    for (const order of orders) {
      expect(after(builds(...order), builds('a', 'b', 'c'), true)).toEqual(['a', 'b', 'c']);
    }
  });

  it('leaves other builds below the wanted ones when it may not remove them', () => {
    expect(after(builds('b', 'x', 'a', 'y'), builds('a', 'b'), false)).toEqual(['x', 'y', 'a', 'b']);
  });
});
