import type { HubConfig } from '../config/hub-config.js';
import type { RequestInfo } from '../rpc/context.js';

/** The address that a session is bound to; `-` when `CheckClientIP` is off. A login may name another one. */
export function clientAddress(
  request: RequestInfo,
  config: Pick<HubConfig, 'CheckClientIP'>,
  given?: unknown,
): string {
  if (!config.CheckClientIP) return '-';
  return typeof given === 'string' && given !== '' ? given : request.remoteAddress;
}
