import { GenericError, type WireValue } from '@kojikit/protocol';
import { struct, wireValue, type Members } from '../readers/index.js';
import { quoted } from '../rpc/fault-text.js';
import { LEGACY_TYPES } from './readers/described-build.js';
import type { Output } from './readers/output.js';

/** Which build type a file is of, and what is said of it as such. */
export interface OutputType {
  readonly type: string;
  readonly facts: WireValue;
}

/**
 * The build type of a file, which has to be one of the build's. Throws GenericError when the file has none or several, or
 * says what files of the type cannot have.
 */
export function outputType(output: Output, types: Members): OutputType {
  const { filename, extra, subdir, components } = output;
  const [legacy, second] = LEGACY_TYPES.filter((type) => Object.hasOwn(extra, type));
  if (second !== undefined) throw new GenericError(`Output file has multiple types: ${filename}`);
  if (legacy !== undefined && subdir !== '') {
    throw new GenericError('subdir field not allowed for legacy btypes');
  }
  const typeinfo = Object.hasOwn(extra, 'typeinfo') ? struct(extra['typeinfo']) : {};
  const [given, ...others] = Object.keys(typeinfo);
  if (given !== undefined && given === legacy)
    throw new GenericError(`Duplicate typeinfo for: ${quoted(given)}`);
  if (others.length > 0 || (given !== undefined && legacy !== undefined)) {
    throw new GenericError(`Output file has multiple types: ${filename}`);
  }
  const type = legacy ?? given;
  if (type === undefined) throw new GenericError(`No typeinfo for: ${filename}`);
  if (!Object.hasOwn(types, type)) {
    throw new GenericError(`Output type ${type} not listed in build types`);
  }
  if (components !== undefined && (type === 'maven' || type === 'win')) {
    throw new GenericError(`Component list not allowed for archives of type ${type}`);
  }
  return { type, facts: wireValue(legacy === undefined ? typeinfo[type] : extra[type]) };
}
