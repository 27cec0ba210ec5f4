import { Matcher } from './matcher.js';
import type { FailedStep } from './report.js';
import { ScenarioRun, type ScenarioTarget } from './run-scenario.js';
import type { Scenario } from './scenario.js';

/** How strictly answers are compared. */
export interface ReplayOptions {
  /** Compare ids by type only: for a hub whose sequences did not start fresh. Default false. */
  readonly looseIds?: boolean;
}

/** Plays a recorded conversation against a hub and compares every answer. */
export async function replayScenario(
  scenario: Scenario,
  target: ScenarioTarget,
  { looseIds = false }: ReplayOptions = {},
): Promise<{ passed: number; failed: FailedStep[] }> {
  const matcher = new Matcher(looseIds);
  const failed: FailedStep[] = [];
  let passed = 0;
  for await (const { number, step, outcome } of new ScenarioRun(scenario, target).steps()) {
    const expectsSomething = [step.result, step.fault, step.http].some((value) => value !== undefined);
    if (!expectsSomething && outcome.error === undefined && outcome.messages === undefined) continue;
    const differences = matcher.compare(step, outcome);
    if (differences.length > 0) failed.push({ number, step, differences });
    else passed += 1;
  }
  return { passed, failed };
}
