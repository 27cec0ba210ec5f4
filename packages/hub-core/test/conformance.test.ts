import { describeScenarios } from '@kojikit/testing/conformance';
import { beforeEach, describe } from 'vitest';
import { knownDifferences } from './conformance/known-differences.js';
import { others } from './conformance/others.js';
import { passing } from './conformance/passing.js';
import { havePgbouncer, startPgbouncer } from './db/pgbouncer.js';

// KOJIKIT_SCENARIO=06 runs the scenarios of that prefix, listed as passing or not (`all`: every one);
// KOJIKIT_ENGINE=sqlite one engine only; KOJIKIT_SHOW=10 shows that many failing steps.
describeScenarios({ passing, others, knownDifferences });

/* Those that write most, with locks, savepoints and calls from many sessions. */
const POOLED = ['01-session', '02-multicall', '06-tags', '13-tasks', '15-host-api', '24-repos'];

describe('through pgbouncer in transaction mode', () => {
  beforeEach(({ skip }) => skip(!havePgbouncer(), 'pgbouncer is not installed'));
  describeScenarios({ passing: POOLED, knownDifferences, pooler: startPgbouncer });
});
