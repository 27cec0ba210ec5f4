export {
  lookupName,
  lookupNameStrictly,
  lookupOrCreateName,
  type Named,
  type NamedTable,
} from './lookup-name.js';
export { nameOrId, nameOrIdCondition, type NameOrId } from './name-or-id.js';
