import { dictionary, ParameterError, type RepoOptions as Asked } from '@kojikit/protocol';
import { truth } from '../../readers/index.js';
import { isStruct } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';
import type { RepoOptions } from '../types.js';

const NAMES: readonly string[] = [
  'src',
  'debuginfo',
  'separate_src',
  'maven',
] satisfies (keyof RepoOptions)[];

/**
 * The repo options that a caller asks for; nil members count as not given. Throws ParameterError
 * `Repo opts must be a dictionary` and `Invalid repo option: <name>`.
 */
export const askedOptions: Reader<Partial<RepoOptions>, Asked | null> = (value) => {
  if (value === null || value === undefined) return {};
  if (!isStruct(value)) throw new ParameterError('Repo opts must be a dictionary');
  const odd = Object.keys(value).find((name) => !NAMES.includes(name));
  if (odd !== undefined) throw new ParameterError(`Invalid repo option: ${odd}`);
  return known(value);
};

/** {@link askedOptions} that leaves out what is no repo option. */
export const knownOptions: Reader<Partial<RepoOptions>, Asked | null> = (value) =>
  isStruct(value) ? known(value) : {};

function known(given: Readonly<Record<string, unknown>>): Partial<RepoOptions> {
  const options = dictionary<boolean>();
  for (const name of NAMES) {
    if (Object.hasOwn(given, name) && given[name] !== null) options[name] = truth(given[name]);
  }
  return options;
}
