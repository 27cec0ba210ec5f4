import { expect, it } from 'vitest';
import { reasonNotReady } from './readiness.js';

const idle = {
  enabled: true,
  capacity: 2,
  taskLoad: 0,
  taskCount: 0,
  maxjobs: 10,
  mockdir: '/roots',
  freeSpace: 9000,
  minspace: 8192,
  loadAverage: 1,
  processors: 2,
  maxload: 4,
  restartPending: false,
};

it.each([
  [{}, undefined],
  [{ taskLoad: 2 }, undefined],
  [{ taskLoad: 2.5 }, /Over capacity/],
  [{ enabled: false }, /disabled/],
  [{ taskCount: 10 }, /Full queue/],
  [{ freeSpace: 100 }, /Insufficient disk space at \/roots: 100 MB, 8192 MB required/],
  [{ loadAverage: 8.5 }, /Load average 8.50 > 8.00/],
  [{ loadAverage: 80, maxload: 0 }, undefined],
  [{ restartPending: true }, /Pending restart/],
])('with %j', (change, reason) => {
  const found = reasonNotReady({ ...idle, ...change });
  if (reason === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(reason);
});
