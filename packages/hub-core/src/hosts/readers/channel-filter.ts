import type { WholeNumber } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';
import { comparedInteger, eventId, later, truth } from '../../readers/index.js';

/** A host's name or id; null is that of none, undefined stands for what counts as nothing: any host. */
export const hostOfChannels: Reader<string | number | null | undefined, number | null> = (value) => {
  if (!truth(value)) return undefined;
  return typeof value === 'string' ? value : comparedInteger(value);
};

/** An event that counts only for the channels of a host; without one Koji looks whether it counts as nothing. */
export interface HostEvent {
  readonly counts: boolean;
  readonly id: () => WholeNumber;
}

export const hostEvent: Reader<HostEvent, number> = (value) => ({
  counts: truth(value),
  id: later(eventId)(value),
});
