import type { Reference } from '@kojikit/protocol';
import { nameOrId, type NameOrId } from '../readers/index.js';
import { isStruct } from '../rpc/convert.js';
import { columnInteger } from '../rpc/database-values.js';
import type { Reader } from '../rpc/reader.js';

/** A tag to filter by: its name is looked up, an id is only compared; null equals no tag. */
export const tagFilter: Reader<NameOrId | null, Reference> = (value) =>
  typeof value === 'string' || isStruct(value) ? nameOrId(value) : columnInteger(value);
