import type { TaskOptions } from '@kojikit/protocol';
import { pythonStr } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';
import { checkedText, integer, knownMembers, nameOrId, struct, type NameOrId } from '../../readers/index.js';

/** What a caller may say of a new task. */
export interface AskedTaskOptions {
  /** The id of an open task that this one is a part of. */
  readonly parent?: number;
  /** A name for a subtask, unique below its parent. */
  readonly label?: string;
  /** A channel, for the rule `req` of the channel policy. */
  readonly channel?: NameOrId;
  /** Default: the parent's, else `noarch`. */
  readonly arch?: string | null;
  /** Lower goes first. Default: one before the parent's, else 20. */
  readonly priority?: number;
  /** A host to give it to at once. */
  readonly assign?: NameOrId;
}

/** The arches of a new task, as one text. */
export const taskArch: Reader<string | null, string> = (value) => {
  if (value === null) return null;
  return Array.isArray(value) ? value.map(pythonStr).join(' ') : checkedText(value);
};

/* Koji looks up nothing that is a number. */
const host: Reader<NameOrId, number> = (value) => (typeof value === 'number' ? value : nameOrId(value));

const READERS = {
  parent: integer,
  label: checkedText,
  channel: nameOrId,
  arch: taskArch,
  priority: integer,
  assign: host,
};

/** Reads options of a new task; those with other names are ignored. Throws ParameterError for values of a wrong type. */
export const taskOptions: Reader<AskedTaskOptions, TaskOptions> = (value) =>
  knownMembers<AskedTaskOptions>(READERS, struct(value));
