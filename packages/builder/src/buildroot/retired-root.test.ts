import { expect, it } from 'vitest';
import type { Backend, LocalRoot } from '../backends/backend.js';
import { Leases } from './leases.js';
import { holdRetiredRoot } from './retired-root.js';

const local: LocalRoot = { buildrootId: 7, name: 'demo-7-1', directory: '/mock/demo-7-1', changed: 1 };

/** A backend with one root, until it is removed. */
function oneRoot(): { backend: Backend; remove: () => void } {
  let roots = [local];
  const backend = {
    list: () => Promise.resolve(roots),
    view: () => Promise.resolve({ rootDir: '/mock/demo-7-1/root', path: '/p', enter: () => [] }),
  } as unknown as Backend;
  return { backend, remove: () => (roots = []) };
}

const never = new AbortController().signal;

it('holds a root, so that the clean-up leaves it alone until it is released', async () => {
  const leases = new Leases();
  const held = await holdRetiredRoot(oneRoot().backend, leases, 7, never);
  expect(held?.root).toMatchObject({ id: 7, name: 'demo-7-1', rootDir: '/mock/demo-7-1/root' });
  expect(leases.isHeld('demo-7-1')).toBe(true);
  held?.release();
  expect(leases.isHeld('demo-7-1')).toBe(false);
});

it('waits until nobody else has the root', async () => {
  const leases = new Leases();
  const [first, second] = [leases.take('demo-7-1'), leases.take('demo-7-1')];
  let got = false;
  const holding = holdRetiredRoot(oneRoot().backend, leases, 7, never).then((held) => {
    got = true;
    return held;
  });
  first();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(got).toBe(false);
  second();
  expect((await holding)?.root.id).toBe(7);
});

it('finds no root that was cleaned up meanwhile, and holds nothing then', async () => {
  const leases = new Leases();
  const { backend, remove } = oneRoot();
  const release = leases.take('demo-7-1');
  const holding = holdRetiredRoot(backend, leases, 7, never);
  remove();
  release();
  expect(await holding).toBeUndefined();
  expect(leases.isHeld('demo-7-1')).toBe(false);
  expect(await holdRetiredRoot(backend, leases, 8, never)).toBeUndefined();
});

it('stops waiting when the task is stopped', async () => {
  const leases = new Leases();
  leases.take('demo-7-1');
  const stop = new AbortController();
  const holding = holdRetiredRoot(oneRoot().backend, leases, 7, stop.signal);
  stop.abort(new Error('canceled'));
  await expect(holding).rejects.toThrow('canceled');
});
