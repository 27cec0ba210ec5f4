export {
  addExternalRpm,
  assertSameDigest,
  insertExternalRpm,
  readExternalRpm,
  type ExternalRpm,
} from './add-external-rpm.js';
export { addSignature } from './add-signature.js';
export { defaultChecksums, fileChecksums, keepChecksums, type ChecksumName } from './checksums.js';
export { findRpm, getRpm, matchingRpms, noSuchRpm, preferredRpm } from './find-rpm.js';
export { listRpms, type ListedRpm, type RpmFilter } from './list-rpms.js';
export { fileNameOf, readRpms, readRpmsByIdOrName, rpmFileName } from './read-rpms.js';
export type { NameOfRpm, RpmInfo } from './types.js';
