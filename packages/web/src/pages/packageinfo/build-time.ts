import { BUILD_STATES, type BrowsedBuild, type Plain } from '@kojikit/protocol';
import { lineChart, type Point } from '../../html/charts/line-chart.js';
import { buildState } from '../../html/build-state.js';
import type { Html } from '../../html/html.js';
import { buildLink } from '../../html/links.js';
import { duration } from '../../html/parts.js';

const FEWEST = 3;

/** How long builds of a package took, as a picture; nothing where too few are known to show a course. */
export function buildTimes(name: string, builds: readonly Plain<BrowsedBuild>[]): Html | undefined {
  const points = builds.flatMap(pointOf);
  if (points.length < FEWEST) return undefined;
  const good = points.filter(({ kind }) => kind === 'ok').map(({ value }) => value);
  const measured = good.length > 0 ? good : points.map(({ value }) => value);
  const [least, most] = [Math.min(...measured), Math.max(...measured)];
  return lineChart({
    title: `Build time of ${name}`,
    summary: `between ${duration(least)} and ${duration(most)}, last ${duration(measured[0]!)}`,
    measure: 'time',
    columns: ['Build', 'Took'],
    points,
    legend: [
      { name: 'complete', kind: 'ok' },
      { name: 'failed', kind: 'failed' },
    ],
  });
}

/* What was imported or canceled says nothing of how long a build takes. */
function pointOf(build: Plain<BrowsedBuild>): Point[] {
  const { start_ts: began, completion_ts: ended, state, nvr, build_id: id, task_id: task } = build;
  if (began === null || ended === null || ended <= began || task === null) return [];
  if (state !== BUILD_STATES.COMPLETE && state !== BUILD_STATES.FAILED) return [];
  const { kind } = buildState(state);
  return [{ at: ended, value: ended - began, name: buildLink(id, nvr), label: nvr, kind }];
}
