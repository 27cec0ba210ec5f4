import type { Difference } from './matcher.js';
import type { Step } from './scenario.js';
import { short } from './wire-value.js';

/** A step whose answer is not what was recorded. */
export interface FailedStep {
  readonly number: number;
  readonly step: Step;
  readonly differences: readonly Difference[];
}

/** The failing steps as text: the first `show` of them with their first differences. */
export function reportFailures(
  title: string,
  passed: number,
  failed: readonly FailedStep[],
  show: number,
): string {
  const lines = [`${title}: passed ${passed}, failed ${failed.length}`];
  for (const { number, step, differences } of failed.slice(0, show)) {
    lines.push(`  step ${number} as ${step.as ?? 'nobody'}: ${describeCall(step)}`);
    for (const { where, want, got } of differences.slice(0, 4)) {
      lines.push(`    ${where}`, `      want ${short(want)}`, `      got  ${short(got)}`);
    }
    if (differences.length > 4) lines.push(`    ... ${differences.length - 4} more differences`);
  }
  if (failed.length > show)
    lines.push(`  ... ${failed.length - show} more failing steps (KOJIKIT_SHOW=N shows more)`);
  return lines.join('\n');
}

function describeCall(step: Step): string {
  if (step.upload !== undefined) return `upload ${short(step.upload, 160)}`;
  if (step.raw !== undefined) return `raw ${short(step.raw, 160)}`;
  const keywords = step.kwargs === undefined ? '' : `, **${short(step.kwargs, 160)}`;
  return `${step.method ?? 'nothing'}(${short(step.args ?? [], 160).slice(1, -1)}${keywords})`;
}
