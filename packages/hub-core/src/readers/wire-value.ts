import type { WireValue } from '@kojikit/protocol';
import type { Reader } from '../rpc/reader.js';

/**
 * Any value, which is only kept, quoted or looked for as it is. In a task's request for example: what it must be there is
 * for the builder that takes the task to say.
 */
export const wireValue: Reader<WireValue> = (value) => value as WireValue;
