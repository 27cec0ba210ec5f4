import { isFault } from '@kojikit/protocol';

/** Whether the configuration files are the reason, which makes it a usage error. */
export function isConfigurationError(error: unknown): error is Error {
  return isFault(error, 'ConfigurationError');
}
