export { DateTime } from './codec/date-time.js';
export { decodeCall, decodeCallInSteps, decodeResponse, type DecodedCall } from './codec/decode.js';
export { Double, double, doubleOrNull, plainNumber } from './codec/double.js';
export {
  encodeCall,
  encodeFault,
  writeItems,
  encodeParams,
  encodeResponse,
  encodeResponseBytes,
  encodeShortResponse,
} from './codec/encode.js';
export { MalformedXmlRpc, UnencodableValue } from './codec/errors.js';
export { ResponseEncoder } from './codec/response-encoder.js';
export { StructForm } from './codec/struct-form.js';
export { StructWriter } from './codec/struct-writer.js';
export { WrittenArray } from './codec/written-array.js';
export { WrittenBytes } from './codec/written-bytes.js';
export { EncodedValue, StreamedArray, StreamedText, type Part } from './codec/streamed.js';
export { splitKeywords, withKeywords, type SplitParams } from './codec/keywords.js';
export { isStruct } from './codec/is-struct.js';
export { DEFAULT_DECODE_LIMITS, type DecodeLimits } from './codec/limits.js';
export { dictionary, type Dictionary } from './dictionary.js';
export * from './faults.js';
export * from './vocabulary/auth-types.js';
export * from './vocabulary/build-states.js';
export * from './vocabulary/buildroot-states.js';
export * from './vocabulary/checksum-types.js';
export * from './vocabulary/event-names.js';
export * from './vocabulary/faults.js';
export * from './vocabulary/policies.js';
export * from './vocabulary/repo-states.js';
export * from './vocabulary/request-headers.js';
export * from './vocabulary/rpm-flags.js';
export * from './vocabulary/state-name.js';
export * from './vocabulary/tag-update-types.js';
export * from './vocabulary/task-signatures.js';
export * from './vocabulary/task-states.js';
export * from './vocabulary/task-weights.js';
export * from './vocabulary/user-types.js';
export * from './vocabulary/versions.js';
export { parseTaskParams, UnknownTaskMethod } from './task-params.js';
export { IniFile, parseIni, type IniLocation } from './ini.js';
export { readIniFiles, type IniSource } from './read-ini-files.js';
export { configFiles } from './config/config-files.js';
export { problemsOfIssue, type ConfigIssue } from './config/config-issue.js';
export {
  readIniDocument,
  type IniDocument,
  type IniEntry,
  type IniLine,
  type IniSection,
} from './config/ini-document.js';
export { readYesNo } from './config/read-yes-no.js';
export { ConfigError, formatProblem, type ConfigProblem } from './config/problem.js';
export { editDistance, hint, suggest } from './suggest.js';
export { makeFolder } from './make-folder.js';
export { statsAt } from './stats-at.js';
export type * from './contract/index.js';
export * from './calls/index.js';
export { PathInfo, UNFINISHED_FOLDER } from './path-info.js';
export { encodePath } from './encode-path.js';
export { buildLabel } from './build-label.js';
export { taskLabel } from './task-label.js';
export { tellingLogs } from './telling-logs.js';
export { memberOf, structOf } from './struct-members.js';
export { compareText } from './compare-text.js';
export { floatText, pythonQuoted, pythonRepr, pythonText } from './python-text.js';
export { globPattern, globSource, matchesGlob } from './glob.js';
export { Adler32 } from './adler32.js';
