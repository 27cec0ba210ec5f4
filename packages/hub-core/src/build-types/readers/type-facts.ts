import { GenericError, type MavenArtifact } from '@kojikit/protocol';
import { storedText } from '../../readers/index.js';
import { isStruct } from '../../rpc/convert.js';
import { pythonType } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';

export const MAVEN_FIELDS = ['group_id', 'artifact_id', 'version'] as const;

/** Which Maven artifact a build is said to be, perhaps not wholly. */
export interface MavenInfo {
  readonly group_id?: string | null;
  readonly artifact_id?: string | null;
  readonly version?: string | null;
}

/** Reads a `maven_info`; further members stay. Throws GenericError `Invalid type for maven_info: <type>`. */
export const mavenInfo: Reader<MavenInfo, MavenArtifact> = (value) => {
  if (!isStruct(value)) throw new GenericError(`Invalid type for maven_info: ${pythonType(value)}`);
  const given = MAVEN_FIELDS.filter((field) => field in value);
  return {
    ...value,
    ...Object.fromEntries(given.map((field) => [field, storedText('maven_builds', field)(value[field])])),
  };
};

/** What platform a Windows build is for. */
export interface WinInfo {
  readonly platform: string | null;
}

/**
 * Reads a `win_info`. Throws GenericError `Invalid type for win_info: <type>`, `Windows info is empty` or
 * `Windows info doesn't have mandatory platform key`.
 */
export const winInfo: Reader<WinInfo, { platform: string }> = (value) => {
  if (!isStruct(value)) throw new GenericError(`Invalid type for win_info: ${pythonType(value)}`);
  if (Object.keys(value).length === 0) throw new GenericError('Windows info is empty');
  if (!('platform' in value)) throw new GenericError("Windows info doesn't have mandatory platform key");
  return { platform: storedText('win_builds', 'platform')(value['platform']) };
};
