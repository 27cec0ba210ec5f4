import { isFault } from '@kojikit/protocol';

/** Whether the configuration files are the reason, which makes it a usage error. */
export function isConfigurationError(error: unknown): error is Error {
  return isFault(error, 'ConfigurationError');
}

/** Whether a file or folder of the configuration could not be read; the message names it. */
export function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}
