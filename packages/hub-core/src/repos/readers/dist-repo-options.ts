import type { DistRepoOptions as AskedOptions } from '@kojikit/protocol';
import { canonArch } from '@kojikit/rpm';
import {
  checkedText,
  integer,
  later,
  nameOrId,
  nilOr,
  unlessEmpty,
  type Members,
  type NameOrId,
} from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isStruct } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';

/** What a repo for distribution shall be like. */
export interface DistRepoOptions {
  /** All that was asked, for the task and for who is told. */
  readonly given: Members;
  readonly event: number | null;
  readonly volume: NameOrId | null;
  /** Reads the arches, once tag and volume are known to be there: canonical ones, each once; at least one. */
  readonly arches: () => readonly string[];
  /** An uploaded comps file, below `work`. */
  readonly comps: string | null;
}

export const distRepoOptions: Reader<DistRepoOptions, AskedOptions> = (value) => {
  const given = isStruct(value) ? value : {};
  return {
    given,
    event: nilOr(integer)(given['event']),
    volume: nilOr(nameOrId)(given['volume']),
    arches: later(archesOf)(given['arch']),
    comps: unlessEmpty(checkedText)(given['comps']),
  };
};

function archesOf(given: unknown): string[] {
  if (!Array.isArray(given) || given.length === 0) {
    throw new CallerMistake('a dist repo needs a list of arches as `arch`');
  }
  const arches = given.map((arch) => canonArch(checkedText(arch)));
  if (arches.some((arch) => !/^[A-Za-z0-9_-]+$/.test(arch)))
    throw new CallerMistake('an arch is a plain word');
  return [...new Set(arches)];
}
