import type { WrapperFiles } from '@kojikit/protocol';
import { checkedStruct, checkedText, integer, listOf, nilOr } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import type { Reader } from '../../rpc/reader.js';

/** What a task has made that wraps a build in RPMs: names of files below the folder of the task. */
export interface WrapperResults {
  readonly buildrootId: number | null;
  readonly srpm: string;
  readonly rpms: readonly string[];
  readonly logs: readonly string[];
}

const MEMBERS = ['buildroot_id', 'srpm', 'rpms', 'logs'];

/** Reads {@link WrapperResults} from a struct with `buildroot_id`, `srpm`, `rpms` and `logs`. */
export const wrapperResults: Reader<WrapperResults, WrapperFiles> = (value) => {
  const given = checkedStruct(value);
  const missing = MEMBERS.find((member) => !Object.hasOwn(given, member));
  if (missing !== undefined) throw new CallerMistake(`'${missing}' is missing in the results of the wrapper`);
  const texts = listOf(checkedText);
  return {
    buildrootId: nilOr(integer)(given['buildroot_id']),
    srpm: checkedText(given['srpm']),
    rpms: texts(given['rpms']),
    logs: texts(given['logs']),
  };
};
