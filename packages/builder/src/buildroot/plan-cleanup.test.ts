import { TASK_STATES } from '@kojikit/protocol';
import { expect, it } from 'vitest';
import { planCleanup } from './plan-cleanup.js';

const rules = {
  basicDelay: 120,
  finalDelay: 86400,
  failedLifetime: 14400,
  canceledLifetime: 0,
  enoughSpace: true,
};
const NOW = 1_000_000;
const root = { buildrootId: 1, name: 'f30-1-1', directory: '/x', changed: 0 };
const retired = (ago: number, taskState: number | undefined = TASK_STATES.CLOSED) => ({
  retired: NOW - ago,
  taskState,
});

it.each([
  ['keeps what the hub does not know', undefined, 'keep'],
  ['keeps what has just ended', retired(60), 'keep'],
  ['clears what ended two minutes ago', retired(130), 'clear'],
  ['removes what ended a day ago', retired(90000), 'remove'],
  ['keeps the root of a failed task', retired(10000, TASK_STATES.FAILED), 'keep'],
  ['clears the root of a failed task after its time', retired(15000, TASK_STATES.FAILED), 'clear'],
] as const)('%s', (what, known, step) => {
  expect(planCleanup(root, known, rules, NOW), what).toBe(step);
});

it('keeps the root of a canceled task where the settings say so', () => {
  const canceled = retired(1000, TASK_STATES.CANCELED);
  expect(planCleanup(root, canceled, rules, NOW)).toBe('clear');
  expect(planCleanup(root, canceled, { ...rules, canceledLifetime: 3600 }, NOW)).toBe('keep');
});

it('gives up failed roots when space is short', () => {
  expect(planCleanup(root, retired(10000, TASK_STATES.FAILED), { ...rules, enoughSpace: false }, NOW)).toBe(
    'clear',
  );
});

it('counts from the last change of the root', () => {
  expect(planCleanup({ ...root, changed: (NOW - 5) * 1000 }, retired(90000), rules, NOW)).toBe('keep');
});
