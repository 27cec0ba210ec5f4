import type { Reference } from '@kojikit/protocol';
import { nameOrId, type NameOrId } from '../readers/index.js';
import { isStruct } from '../rpc/convert.js';
import { columnInteger } from '../rpc/database-values.js';
import type { Reader } from '../rpc/reader.js';

/* What nil is compared with: no row has it. */
const NO_ID = -1;

/** A tag to filter by: its name is looked up, an id is only compared. */
export const tagFilter: Reader<NameOrId, Reference> = (value) =>
  typeof value === 'string' || isStruct(value) ? nameOrId(value) : (columnInteger(value) ?? NO_ID);
