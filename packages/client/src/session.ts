/** What the hub hands out at login. */
export interface SessionCredentials {
  readonly id: number;
  readonly key: string;
  /** False for old hubs, which take the session from the URL. */
  readonly headerAuth: boolean;
}

/** A session of the hub and its counter of calls: the hub refuses numbers that it has seen. */
export class Session {
  private next = 0;

  constructor(readonly credentials: SessionCredentials) {}

  get id(): number {
    return this.credentials.id;
  }

  get key(): string {
    return this.credentials.key;
  }

  /** The number of the next call. */
  get callNumber(): number {
    return this.next;
  }

  /** Takes the next call number. */
  nextCallNumber(): number {
    return this.next++;
  }
}

/** Reads the answer of login, sslLogin and subsession; undefined when the hub gave no session. */
export function readCredentials(answer: unknown): SessionCredentials | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const fields = answer as Record<string, unknown>;
  const id = fields['session-id'];
  const key = fields['session-key'];
  if (typeof id !== 'number' || typeof key !== 'string') return undefined;
  return { id, key, headerAuth: Boolean(fields['header-auth']) };
}

/** Headers that name the session for one call, and its number where calls have one. */
export function sessionHeaders(
  { id, key }: Pick<SessionCredentials, 'id' | 'key'>,
  callNumber?: number,
): Record<string, string> {
  return {
    'Koji-Session-Id': String(id),
    'Koji-Session-Key': key,
    ...(callNumber !== undefined && { 'Koji-Session-Callnum': String(callNumber) }),
  };
}

/** The same as URL parameters, for old hubs. */
export function sessionParameters(session: Session, callNumber: number): Record<string, string> {
  return { 'session-id': String(session.id), 'session-key': session.key, callnum: String(callNumber) };
}
