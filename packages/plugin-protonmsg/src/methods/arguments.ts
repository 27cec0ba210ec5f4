import { GenericError, ParameterError } from '@kojikit/protocol';
import { expectArray, expectText, toInteger } from '@kojikit/hub-core/plugin';

/** The most messages that one call answers. */
const MOST = 1000;

/** Ids of messages, as text. Throws ParameterError for anything else. */
export function messageIds(value: unknown): string[] {
  return expectArray(value).map((id) => expectText(id));
}

/** How many messages to answer. */
export function readLimit(value: unknown): number {
  const limit = toInteger(value);
  if (limit < 1 || limit > MOST) throw new ParameterError(`limit must be from 1 to ${MOST}, not ${limit}`);
  return limit;
}

/** Throws when some of the ids were not found. */
export function refuseUnknown(wanted: readonly string[], found: readonly string[], where: string): void {
  const missing = wanted.filter((id) => !found.includes(id));
  if (missing.length > 0) throw new GenericError(`no message ${where} with id ${missing.join(', ')}`);
}
