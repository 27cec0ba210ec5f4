import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, SerializedError, TestModule, TestSuite, Vitest } from 'vitest/node';
import type { Skipped, Totals } from './totals.js';

/**
 * Writes the totals of a run, and prints a line `skipped: <what>: <why>` for each test that did not run. A skip without
 * a reason fails the run; with `KOJIKIT_NO_SKIP=1` every skip does, so that CI cannot lose a test by losing a tool.
 */
export class TotalsReporter implements Reporter {
  private root = process.cwd();

  onInit(vitest: Vitest): void {
    this.root = vitest.config.root;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const totals: Totals = { passed: 0, failed: unhandledErrors.length, skipped: [], seconds: {} };
    for (const module of modules) {
      addModule(totals, module);
      totals.seconds[module.relativeModuleId] = secondsOf(module);
    }
    const folder = join(this.root, '.test-results');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'totals.json'), `${JSON.stringify(totals, undefined, 2)}\n`);
    reportSkips(totals.skipped);
  }
}

function addModule(totals: Totals, module: TestModule): void {
  totals.failed += module.errors().length + brokenSuites(module.children.allSuites());
  for (const test of module.children.allTests()) {
    const result = test.result();
    if (result.state === 'passed') totals.passed += 1;
    else if (result.state === 'skipped') totals.skipped.push({ what: test.fullName, why: result.note });
    else totals.failed += 1;
  }
}

function secondsOf(module: TestModule): number {
  const { collectDuration, setupDuration, prepareDuration, duration } = module.diagnostic();
  return Math.round(collectDuration + setupDuration + prepareDuration + duration) / 1000;
}

/** Groups whose set-up or tear-down failed: their tests may count as passed or skipped, the run has failed anyway. */
function brokenSuites(suites: Iterable<TestSuite>): number {
  let broken = 0;
  for (const suite of suites) if (suite.errors().length > 0) broken += 1;
  return broken;
}

function reportSkips(skips: readonly Skipped[]): void {
  for (const { what, why } of skips) console.log(`skipped: ${what}: ${why ?? 'no reason given'}`);
  const forbidden = process.env['KOJIKIT_NO_SKIP'] === '1' ? skips : skips.filter(({ why }) => !why);
  if (forbidden.length === 0) return;
  console.error(`${forbidden.length} of the skipped tests must not be skipped here.`);
  process.exitCode = 1;
}
