import { dictionary, GenericError, type Struct } from '@kojikit/protocol';
import { isStruct } from '../../rpc/convert.js';
import { pythonRepr } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';

/** What must be known of an RPM that comes from elsewhere. */
export interface ExternalRpm {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly epoch: number | null;
  readonly arch: string;
  readonly payloadhash: string;
  readonly size: number;
  readonly buildtime: number;
}

const isText = (value: unknown) => typeof value === 'string';
const isInteger = (value: unknown) => typeof value === 'number' && Number.isInteger(value);

const MEMBERS: Readonly<Record<keyof ExternalRpm, (value: unknown) => boolean>> = {
  name: isText,
  version: isText,
  release: isText,
  epoch: (value) => value === null || isInteger(value),
  arch: isText,
  payloadhash: isText,
  size: isInteger,
  buildtime: isInteger,
};

/** Reads what a caller says of an external RPM. Throws GenericError for a missing or wrong member. */
export const externalRpm: Reader<ExternalRpm, Struct> = (info) => {
  const rpm = dictionary<unknown>();
  for (const [name, fits] of Object.entries(MEMBERS)) {
    if (!isStruct(info) || !Object.hasOwn(info, name)) {
      throw new GenericError(`${name} field missing: ${pythonRepr(info)}`);
    }
    if (!fits(info[name])) throw new GenericError(`Invalid value for ${name}: ${pythonRepr(info[name])}`);
    rpm[name] = info[name];
  }
  return rpm as unknown as ExternalRpm;
};
