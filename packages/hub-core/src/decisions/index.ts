export { forgetDecisions } from './forget-decisions.js';
export { readDecisions, type StoredDecision } from './read-decisions.js';
export { recordDecision, type DecidedThing, type MadeDecision } from './record-decision.js';
