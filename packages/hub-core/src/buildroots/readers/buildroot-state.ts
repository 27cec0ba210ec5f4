import { BUILDROOT_STATES } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import type { Reader } from '../../rpc/reader.js';
import { quoted } from '../../rpc/fault-text.js';

/** The state of a buildroot by its name or number. An unknown one is refused without a fault code, as Koji does. */
export const buildrootState: Reader<number, number | string> = (value) => {
  const state = Object.entries(BUILDROOT_STATES).find(([name, number]) => name === value || number === value);
  if (state === undefined) throw new CallerMistake(`no such buildroot state: ${quoted(value)}`);
  return state[1];
};
