import { describeScenarios } from '@kojikit/testing/conformance';
import { knownDifferences } from './conformance/known-differences.js';
import { others } from './conformance/others.js';
import { passing } from './conformance/passing.js';

// KOJIKIT_SCENARIO=06 runs the scenarios of that prefix, listed as passing or not (`all`: every one);
// KOJIKIT_ENGINE=sqlite one engine only; KOJIKIT_SHOW=10 shows that many failing steps.
describeScenarios({ passing, others, knownDifferences });
