import {
  Double,
  type Float,
  type HostChanges,
  type HostPageFilter,
  type WholeHostChanges,
} from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import type { Reader } from '../../rpc/reader.js';
import {
  checkedText,
  knownMembers,
  later,
  listOf,
  nameOrId,
  nilOr,
  struct,
  truth,
  type NameOrId,
} from '../../readers/index.js';
import type { HostPageQuery } from '../host-page.js';

/** What changes of a host; what is left out stays. */
export interface HostEdit {
  readonly arches?: string | null;
  /** Koji looks for the host first. A text is another value than the number in it, as in Koji's language. */
  readonly capacity?: () => number | string;
  readonly description?: string | null;
  readonly comment?: string | null;
}

/** What shall become of a host as a whole; what is left out stays. */
export interface WholeHostEdit extends HostEdit {
  readonly enabled?: boolean;
  /** Every channel that it shall listen to. */
  readonly channels?: readonly NameOrId[];
}

/* What is no number is the database's to refuse at Koji's, which is an error without a fault code. */
const capacity: Reader<number | string, Float> = (value) => {
  const number = value instanceof Double ? value.value : Number(value);
  if (!(number > 1)) throw new CallerMistake(`the capacity of a host must be more than 1, not ${number}`);
  return typeof value === 'string' ? value : number;
};

const text = nilOr(checkedText);
const READERS = { arches: text, capacity: later(capacity), description: text, comment: text };

/** Reads the changes of `editHost`; members that it does not know are ignored. Throws ParameterError for what is no text. */
export const hostChanges: Reader<HostEdit, HostChanges> = (value) =>
  knownMembers<HostEdit>(READERS, struct(value));

const WHOLE = { ...READERS, enabled: truth, channels: listOf(nameOrId) };

/** Reads the changes of `changeHost` likewise. */
export const wholeHostChanges: Reader<WholeHostEdit, WholeHostChanges> = (value) =>
  knownMembers<WholeHostEdit>(WHOLE, struct(value));

const FILTERS = {
  enabled: nilOr(truth),
  ready: nilOr(truth),
  channel: nilOr(nameOrId),
  arch: nilOr(archWord),
};

function archWord(value: unknown): string {
  const word = checkedText(value);
  if (/^\w[\w-]*$/.test(word)) return word;
  throw new CallerMistake('an arch is a word of letters, digits and _');
}

/** Reads the filter of `listHostPage`; members that it does not know are ignored. */
export const hostPageFilter: Reader<
  Pick<HostPageQuery, 'enabled' | 'ready' | 'channel' | 'arch'>,
  HostPageFilter
> = (value) => knownMembers(FILTERS, struct(value));
