import { RpmValueError } from './errors.js';

const DELIMITER = ',';
const DRAFT_PREFIX = 'draft_';

/** The release of a draft build: the release it is to be promoted to, and the build's id. */
export function formatDraftRelease(targetRelease: string, buildId: number): string {
  return `${targetRelease}${DELIMITER}${DRAFT_PREFIX}${buildId}`;
}

/**
 * The release that a draft build will have once it is promoted. Throws RpmValueError when `draftRelease` is not the
 * release of a draft.
 */
export function parseTargetRelease(draftRelease: string): string {
  if (!isDraftRelease(draftRelease)) {
    throw new RpmValueError(`draft release: ${draftRelease} is not in valid format`);
  }
  return draftRelease.slice(0, draftRelease.indexOf(DELIMITER));
}

/** Whether this is the release of a draft build. A release of a real rpm never is: it cannot hold a comma. */
export function isDraftRelease(release: string): boolean {
  const comma = release.indexOf(DELIMITER);
  return comma !== -1 && release.startsWith(DRAFT_PREFIX, comma + 1);
}
