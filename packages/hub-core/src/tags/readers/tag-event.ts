import type { EventReference } from '@kojikit/protocol';
import { eventId } from '../../readers/index.js';
import type { WholeNumber } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';

/** An event, or `auto` for the last state of a tag that may be deleted. */
export type TagEvent = WholeNumber | 'auto';

/** Reads an event that a tag is looked up at. Throws GenericError `Invalid event: <value>`. */
export const tagEvent: Reader<TagEvent, EventReference> = (value) =>
  value === 'auto' ? value : eventId(value);
