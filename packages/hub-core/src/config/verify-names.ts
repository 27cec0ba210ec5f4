import { GenericError } from '@kojikit/protocol';
import type { HubConfig } from './hub-config.js';
import { pythonRegex } from './python-regex.js';
import { faultText } from '../rpc/fault-text.js';

type Rules = Pick<HubConfig, 'MaxNameLengthInternal' | 'RegexNameInternal' | 'RegexUserName'>;

/**
 * Refuses a name of a tag, target, channel, permission, package or the like that breaks `MaxNameLengthInternal` or
 * `RegexNameInternal`. Throws GenericError with Koji's texts.
 */
export function verifyNameInternal(config: Rules, name: unknown): asserts name is string {
  if (typeof name !== 'string') throw new GenericError('Name should be string');
  refuseLong(config, 'Name', name);
  if (config.RegexNameInternal !== '' && !pythonRegex(config.RegexNameInternal).test(name)) {
    throw new GenericError(`Name ${name} does not match RegexNameInternal value`);
  }
}

/**
 * Refuses a user name or Kerberos principal that breaks `MaxNameLengthInternal` or `RegexUserName`. Nil is not looked
 * at. Throws GenericError with Koji's texts.
 */
export function verifyNameUser(config: Rules, name: string | null, principal?: string | null): void {
  if (typeof name === 'string') refuseLong(config, 'Name', name);
  if (typeof principal === 'string') refuseLong(config, 'Kerberos principal', principal);
  refuseOddUser(config, 'Name', name);
  refuseOddUser(config, 'Kerberos principal', principal);
}

/** A builder's name is both a host name and a user name. */
export function verifyHostName(config: Rules, name: string): void {
  verifyNameInternal(config, name);
  verifyNameUser(config, name);
}

function refuseLong(config: Rules, what: string, value: string): void {
  const longest = config.MaxNameLengthInternal;
  if (longest !== 0 && [...value].length > longest) {
    throw new GenericError(`${what} ${value} is too long. Max length is ${longest} characters`);
  }
}

function refuseOddUser(config: Rules, what: string, value: string | null | undefined): void {
  if (value == null || config.RegexUserName === '') return;
  if (!pythonRegex(config.RegexUserName).test(value)) {
    throw new GenericError(faultText`${what} ${value} does not match RegexUserName value`);
  }
}
