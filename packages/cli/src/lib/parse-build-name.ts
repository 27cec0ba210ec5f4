import { GenericError } from '@kojikit/protocol';

/** The parts of a build's name. */
export interface BuildName {
  name: string;
  version: string;
  release: string;
  /** Empty when there is none. */
  epoch: string;
}

/**
 * Splits `[epoch:]name-version-release`.
 *
 * @throws GenericError
 */
export function parseBuildName(text: string): BuildName {
  const [, front = '', version = '', release = ''] = /^(.*)-([^-]+)-([^-]+)$/s.exec(text) ?? [];
  if (version === '') throw new GenericError(`invalid format: ${text}`);
  const colon = front.indexOf(':');
  return { name: front.slice(colon + 1), version, release, epoch: colon < 0 ? '' : front.slice(0, colon) };
}
