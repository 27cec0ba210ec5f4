import { GenericError } from '@kojikit/protocol';
import { isStruct } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';
import { quoted } from '../../rpc/fault-text.js';

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

const isText = (value: unknown): value is string => typeof value === 'string';
const isInteger = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value);
const isIntegerOrNil = (value: unknown): value is number | null => value === null || isInteger(value);

/** Reads what a caller says of an external RPM. Throws GenericError for a missing or wrong member. */
export const externalRpm: Reader<ExternalRpm, ExternalRpm> = (info) => {
  const member = <T>(name: keyof ExternalRpm, fits: (value: unknown) => value is T): T => {
    if (!isStruct(info) || !Object.hasOwn(info, name)) {
      throw new GenericError(`${name} field missing: ${quoted(info)}`);
    }
    const value = info[name];
    if (!fits(value)) throw new GenericError(`Invalid value for ${name}: ${quoted(value)}`);
    return value;
  };
  return {
    name: member('name', isText),
    version: member('version', isText),
    release: member('release', isText),
    epoch: member('epoch', isIntegerOrNil),
    arch: member('arch', isText),
    payloadhash: member('payloadhash', isText),
    size: member('size', isInteger),
    buildtime: member('buildtime', isInteger),
  };
};
