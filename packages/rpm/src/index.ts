export { RpmFormatError, RpmValueError } from './errors.js';
export {
  checkNvr,
  checkNvra,
  formatNevra,
  formatNvr,
  formatNvra,
  isDebuginfo,
  parseNvr,
  parseNvra,
} from './nvr.js';
export type { Nvr, Nvra } from './nvr.js';
export { compareEvr, compareVersions } from './version-compare.js';
export type { Evr } from './version-compare.js';
export { formatDraftRelease, isDraftRelease, parseTargetRelease } from './draft-release.js';
export { canonArch, normalizeArches, parseArches } from './arches.js';
export type { ParseArchesOptions } from './arches.js';
export {
  archDistance,
  archesOfSameLibrary,
  baseArch,
  bestArch,
  bestArchOf,
  canCoinstall,
  compatibleArches,
  isMultilibArch,
  multilibArches,
} from './arch-compat.js';
export { tagByName, tagByNumber } from './tags.js';
export type { TagInfo, TagKind } from './tags.js';
export { MAIN_HEADER_LIMITS, SIGNATURE_HEADER_LIMITS, parseHeader } from './header-blob.js';
export type { HeaderLimits } from './header-blob.js';
export { RpmHeader } from './rpm-header.js';
export type { HeaderEntry, HeaderValue } from './rpm-header.js';
export { readHeader } from './read-header.js';
export type { ByteRange, RpmLead, RpmPackage } from './read-header.js';
export { getHeaderField, getHeaderFields, headerFieldNames } from './header-field.js';
export type { HeaderField, HeaderFieldOptions } from './header-field.js';
export { getDependencies } from './dependencies.js';
export type { Dependency, DependencyKind } from './dependencies.js';
export { COMPARED_TEXTS, comparePackages } from './compare-packages.js';
export { dependencyOperator } from './header-extensions.js';
export { fileDigestAlgorithm } from './digest-algorithm.js';
export {
  findSignatureHeader,
  ripHeader,
  ripSignatureHeader,
  spliceSignatureHeader,
  splicedPackage,
} from './signature-header.js';
export type { SpliceOptions } from './signature-header.js';
export { getSignatureKey, getSignaturePacketKey } from './signature-key.js';
export { checkRpmFile, hasSoundPayload } from './check-digests.js';
export { ChunkReader } from './chunk-reader.js';
export { decompress } from './decompress.js';
export { readPayload } from './payload.js';
export { readCpio, readPayloadEntries } from './cpio.js';
export type { PayloadEntry } from './cpio.js';
