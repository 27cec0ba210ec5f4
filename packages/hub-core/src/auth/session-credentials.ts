import { AuthError } from '@kojikit/protocol';
import type { HubConfig } from '../config/hub-config.js';
import type { RequestInfo } from '../ground/request-info.js';
import { quoted } from '../rpc/fault-text.js';

/** What a request says of its session. */
export interface SessionCredentials {
  readonly id: number;
  readonly key: string;
  readonly callNumber: number | undefined;
}

/**
 * Reads the session from the `Koji-Session-*` headers or, unless `DisableURLSessions`, from the query string. Answers
 * the reason when there is none. Throws AuthError when a part is missing or is no number.
 */
export function sessionCredentials(
  request: RequestInfo,
  config: Pick<HubConfig, 'DisableURLSessions'>,
): SessionCredentials | { readonly none: string } {
  const id = request.headers['koji-session-id'];
  if (id !== undefined) return fromHeaders(id, request);
  if (config.DisableURLSessions) return { none: 'no Koji-Session-* headers' };
  if (request.query === '') return { none: 'no session header or session args' };
  return fromQuery(new URLSearchParams(request.query));
}

function fromHeaders(id: string, { headers }: RequestInfo): SessionCredentials {
  const key = headers['koji-session-key'];
  if (key === undefined) throw new AuthError('Koji-Session-Key is missing beside Koji-Session-Id');
  // Clients before 1.31 sent the number under another name.
  const callNumber = headers['koji-session-callnum'] ?? headers['koji-callnum'];
  return { id: sessionNumber(id), key, callNumber: callNumberOf(callNumber) };
}

function fromQuery(query: URLSearchParams): SessionCredentials {
  const part = (name: string): string => {
    const value = query.get(name);
    if (value === null) throw new AuthError(`'${name}' not specified in session args`);
    return value;
  };
  return {
    id: sessionNumber(part('session-id')),
    key: part('session-key'),
    callNumber: callNumberOf(query.get('callnum') ?? undefined),
  };
}

function sessionNumber(text: string): number {
  const number = wholeNumber(text);
  if (number === undefined) throw new AuthError(`Invalid session id: ${quoted(text)}`);
  return number;
}

function callNumberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = wholeNumber(text);
  if (number === undefined) throw new AuthError(`Invalid callnum: ${quoted(text)}`);
  return number;
}

/* Numbers that fit the integer columns of the sessions table. */
function wholeNumber(text: string): number | undefined {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) return undefined;
  const number = Number(text);
  return Math.abs(number) <= 0x7fffffff ? number : undefined;
}
