import { expect, it } from 'vitest';
import { RestartPlan } from './restart-plan.js';

const short = { answered: true, seconds: 3 };

it('waits longer with each death that follows soon, up to half a minute', () => {
  const plan = new RestartPlan();
  expect(Array.from({ length: 9 }, () => plan.after(short))).toEqual([0.5, 1, 2, 4, 8, 16, 30, 30, 30]);
});

it('begins anew after a long life', () => {
  const plan = new RestartPlan();
  plan.after(short);
  plan.after(short);
  expect(plan.after({ answered: true, seconds: 3600 })).toBe(0.5);
});

it('gives up after five starts in a row that failed, however long they took', () => {
  const plan = new RestartPlan();
  const failed = { answered: false, seconds: 100 };
  for (let start = 0; start < 4; start += 1) expect(plan.after(failed)).toBeDefined();
  expect(plan.after(failed)).toBeUndefined();
});

it('forgets failed starts once a worker has answered', () => {
  const plan = new RestartPlan();
  const failed = { answered: false, seconds: 1 };
  for (let start = 0; start < 4; start += 1) plan.after(failed);
  plan.after(short);
  for (let start = 0; start < 4; start += 1) expect(plan.after(failed)).toBeDefined();
});
