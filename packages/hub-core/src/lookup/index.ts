export {
  insertName,
  lookupName,
  lookupNameStrictly,
  lookupOrCreateName,
  makeName,
  type Named,
  type NamedTable,
} from './lookup-name.js';
export { nameOrIdCondition } from './name-or-id.js';
