import { GenericError, type Reference, type NewBuildInfo } from '@kojikit/protocol';
import { comparedText, struct, userRef, wireValue, type UserRef } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isTrue } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';
import type { NewBuild } from '../new-build.js';
import { faultText } from '../../rpc/fault-text.js';

/** The name of a new build's package. Throws GenericError for what is no text or counts as nothing. */
export const packageName: Reader<string, string> = (value) => {
  if (!isTrue(value)) throw new GenericError('No name or package id provided for build');
  if (typeof value !== 'string') throw new GenericError('Name should be string');
  return value;
};

/** A version or release, which a build cannot be without. */
export const versionText: Reader<string, string> = (value) => {
  const text = comparedText(value);
  if (text === null) throw new CallerMistake('a version must be text, not nil');
  return text;
};

const MEMBERS = ['name', 'version', 'release', 'epoch'];

/**
 * Reads what a build is made of from a struct with name, version, release and epoch; further members do not count.
 * Throws GenericError `Build info doesn't have mandatory '<member>' key`.
 */
export const newBuildInfo: Reader<NewBuild, NewBuildInfo> = (value) => {
  const given = struct(value);
  const missing = MEMBERS.find((member) => !Object.hasOwn(given, member));
  if (missing !== undefined) throw new GenericError(`Build info doesn't have mandatory '${missing}' key`);
  return {
    name: packageName(given['name']),
    version: versionText(given['version']),
    release: versionText(given['release']),
    epoch: wireValue(given['epoch']),
  };
};

/** The owner of a new build. What counts as nothing but nil is no user. */
export const newOwner: Reader<UserRef, Reference> = (value) => {
  if (!isTrue(value)) throw new CallerMistake(faultText`not a user: ${value}`);
  return userRef(value);
};
