import type { ReservedBuildInfo } from '@kojikit/protocol';
import { newBuildInfo, type NewBuild } from '../../builds/index.js';
import { struct } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isTrue } from '../../rpc/convert.js';
import type { Reader } from '../../rpc/reader.js';

/** A build that a content generator reserves. It need not know of epochs, and may be a draft. */
export const reservedBuild: Reader<NewBuild, ReservedBuildInfo> = (value) => {
  const given = struct(value);
  const missing = ['version', 'release'].find((member) => !Object.hasOwn(given, member));
  if (missing !== undefined) throw new CallerMistake(`the build has no ${missing}`);
  return { ...newBuildInfo({ epoch: null, ...given }), draft: isTrue(given['draft']) };
};
