const CODES: ReadonlySet<string> = new Set([
  'HUB_UNREACHABLE',
  'HUB_TIMEOUT',
  'HUB_TLS',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Whether the hub could not be reached at all, as opposed to having answered with an error. */
export function isConnectionError(error: unknown): boolean {
  for (
    let current = error, depth = 0;
    current instanceof Error && depth < 5;
    current = current.cause, depth++
  ) {
    const { code } = current as NodeJS.ErrnoException;
    if (typeof code === 'string' && CODES.has(code)) return true;
  }
  return false;
}
