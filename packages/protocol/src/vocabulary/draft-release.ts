import { GenericError } from '../faults.js';

/** What parts a draft's target release from its own end. */
export const DRAFT_RELEASE_DELIMITER = ',';

/** The release of a draft build: the release it will be promoted to, and its build id. */
export const draftRelease = (targetRelease: string, buildId: number): string =>
  `${targetRelease}${DRAFT_RELEASE_DELIMITER}draft_${buildId}`;

/** The release that a draft will be promoted to. Throws GenericError when the release is not a draft's. */
export function parseTargetRelease(release: string): string {
  const at = release.indexOf(DRAFT_RELEASE_DELIMITER);
  if (at < 0 || !release.startsWith('draft_', at + 1)) {
    throw new GenericError(`draft release: ${release} is not in valid format`);
  }
  return release.slice(0, at);
}
