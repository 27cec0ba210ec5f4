export { callMethod, type CallMethod } from './call-method.js';
export {
  callByName,
  hubCall,
  uncheckedCall,
  type HubCall,
  type ResultOfCall,
  type ResultsOf,
} from './hub-call.js';
export type { CallableBare, Known, MethodName, ParamsOf } from './params-of.js';
export { plain, type Plain } from './plain.js';
export type { ResultOf } from './result-of.js';
export { collectByPosition, type PositionsOf } from './wire-params.js';
