import { basename, normalize } from 'node:path';
import { GenericError } from '@kojikit/protocol';
import { checkedStruct, checkedText, list, unlessEmpty, type Members } from '../../readers/index.js';
import type { Reader } from '../../rpc/reader.js';
import { rpmRef, type RpmRef } from '../../rpms/index.js';
import { isInner } from '../../uploads/index.js';
import { faultText } from '../../rpc/fault-text.js';

/** A package as the builder of a dist repo lists it. */
export interface ListedPackage {
  readonly rpm: RpmRef;
  /** What the builder knows of the package, to be compared with what is known here. */
  readonly facts: Members;
  /** The key of the signed copy that is wanted; null for the one without a signature. */
  readonly signingKey: string | null;
}

/**
 * `repo_manifest`: paths of the other uploaded files. Throws GenericError `Invalid file name: <name>` for those that lead
 * elsewhere, and for those below `Packages`: what stands there is the hub's own.
 */
export const repoManifest: Reader<string[]> = (value) =>
  list(value).map((path) => {
    if (typeof path === 'string' && isInner(path) && normalize(path).split('/')[0] !== 'Packages')
      return path;
    throw new GenericError(faultText`Invalid file name: ${path}`);
  });

/** `kojipkgs`: the packages of a dist repo by the names of their files. Throws GenericError for names that lead elsewhere. */
export const listedPackages: Reader<Map<string, ListedPackage>> = (value) =>
  new Map(Object.entries(checkedStruct(value)).map(([name, entry]) => [fileName(name), listed(entry)]));

function listed(entry: unknown): ListedPackage {
  const facts = checkedStruct(entry);
  const signingKey = unlessEmpty(checkedText)(facts['sigkey']);
  if (signingKey !== null && !/^[0-9A-Za-z]+$/.test(signingKey)) {
    throw new GenericError(`Invalid signing key: ${signingKey}`);
  }
  return { rpm: rpmRef(facts['id']), facts, signingKey };
}

function fileName(name: string): string {
  if (basename(name) === name && !name.startsWith('.')) return name;
  throw new GenericError(`Invalid file name: ${name}`);
}
