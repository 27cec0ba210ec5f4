import type { HubConfig } from '../config/hub-config.js';
import type { RequestInfo } from '../ground/request-info.js';

/** The address that a session is bound to; `-` when `CheckClientIP` is off. A login may name another one. */
export function clientAddress(
  request: RequestInfo,
  config: Pick<HubConfig, 'CheckClientIP'>,
  given?: string,
): string {
  if (!config.CheckClientIP) return '-';
  return given || request.remoteAddress;
}
