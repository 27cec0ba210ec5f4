import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createTestHub } from '@kojikit/testing';
import type { Job } from '../ground/job.js';
import type { HubParts } from '../rpc/hub-parts.js';
import { startJobs } from './run-jobs.js';

function withJob(parts: HubParts, job: Job): HubParts {
  return Object.create(parts, { registry: { value: { ...parts.registry, jobs: [job] } } }) as HubParts;
}

it('a job that is announced all the time leaves others what is not its share of the time', async () => {
  const hub = await createTestHub();
  const { parts } = hub.hub;
  const runs: { begin: number; end: number }[] = [];
  const job: Job = {
    name: 'busy',
    interval: 60,
    share: 0.2,
    async run(ctx) {
      const begin = performance.now();
      await sleep(10);
      ctx.afterCommit(() => ctx.signals.announce('job:busy'));
      runs.push({ begin, end: performance.now() });
      if (runs.length === 3) ctx.signals.announce('enough');
    },
  };
  const enough = parts.signals.wait(['enough'], 60);
  const jobs = startJobs(withJob(parts, job));
  expect(await enough).toBe(true);
  await jobs.stop();
  for (const [index, { begin, end }] of runs.slice(0, -1).entries()) {
    expect(runs[index + 1]!.begin - end).toBeGreaterThan(3.5 * (end - begin));
  }
});

it('where housekeeping is off only those jobs run that nobody else does', async () => {
  const hub = await createTestHub({ config: { Housekeeping: false } });
  const { parts } = hub.hub;
  const ran: string[] = [];
  const jobNamed = (name: string, always?: boolean): Job => ({
    name,
    interval: 60,
    always,
    async run() {
      ran.push(name);
    },
  });
  const registry = { ...parts.registry, jobs: [jobNamed('kojira'), jobNamed('own', true)] };
  const jobs = startJobs(Object.create(parts, { registry: { value: registry } }) as HubParts);
  await sleep(100);
  await jobs.stop();
  expect(ran).toEqual(['own']);
});
