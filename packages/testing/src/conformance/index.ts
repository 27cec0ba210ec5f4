export { describeScenarios, type KnownDifference, type ScenarioSuite } from './describe-scenarios.js';
export { Matcher, type Difference } from './matcher.js';
export { replayScenario, type ReplayOptions } from './replay-scenario.js';
export { reportFailures, type FailedStep } from './report.js';
export type { Outcome, ScenarioRequest, ScenarioResponse, ScenarioTarget } from './run-scenario.js';
export { loadScenario, scenarioFiles, type Scenario, type Step } from './scenario.js';
export { decodeDocument, decodeWireResponse, encodeWireCall } from './wire-codec.js';
export type { WireStruct, WireValue } from './wire-value.js';
