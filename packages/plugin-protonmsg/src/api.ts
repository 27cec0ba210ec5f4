import type { Float, Seconds } from '@kojikit/protocol';

/** States that messages can be asked for. */
export type ProtonMessageState = 'queued' | 'dead' | 'sent' | 'expired' | 'dropped';

/** A message as admins see it. */
export interface ProtonQueueEntry {
  message_id: string;
  state: ProtonMessageState;
  address: string;
  props: Record<string, string | number | boolean | null>;
  /** Seconds since 1970. */
  created_ts: Seconds;
  attempts: number;
  /** Seconds since 1970 before which it is not tried again; nil when it is due. */
  next_attempt_ts: Seconds | null;
  last_error: string | null;
}

/** How the queue stands. */
export interface ProtonQueueStats {
  queued: number;
  dead: number;
  /** Seconds. */
  oldest_age: Float;
  /** Messages that are kept for consumers, by how they ended. */
  kept: Record<string, number>;
}

/** A message as consumers get it again. */
export interface ReplayedMessage {
  message_id: string;
  /** `queued` ones have not been sent yet and will come again. */
  state: 'sent' | 'dead' | 'expired' | 'queued';
  address: string;
  props: Record<string, string | number | boolean | null>;
  /** JSON text, as it was or will be sent. */
  body: string;
  created_ts: Seconds;
}

/** Messages that a consumer gets again. */
export interface Replay {
  messages: ReplayedMessage[];
  /** What to give as `since_id` next time; nil when there was nothing yet. */
  cursor: string | null;
  /** Whether there is more to ask for at once. */
  more: boolean;
}

/** The hub's methods about messages. */
export interface ProtonmsgApi {
  /**
   * Messages in a state: queued, dead, sent, expired or dropped; those that are next or were last come
   * first.
   *
   * `listProtonMessages(state="queued", limit=100)`, for who holds the permission admin. Throws
   * ActionNotAllowed, ParameterError.
   */
  listProtonMessages: {
    params: { state?: ProtonMessageState; limit?: number };
    result: ProtonQueueEntry[];
  };
  /**
   * How many messages are queued and dead, and how old the oldest queued one is.
   *
   * `getProtonQueueStats()`, for who holds the permission admin. Throws ActionNotAllowed.
   */
  getProtonQueueStats: { params: Record<never, never>; result: ProtonQueueStats };
  /**
   * Tries everything that is queued at once, without waiting for pauses to end. Returns how many that are.
   *
   * `flushProtonQueue()`, for who holds the permission admin. Throws ActionNotAllowed.
   */
  flushProtonQueue: { params: Record<never, never>; result: number };
  /**
   * Puts dead messages back into the queue: all, or those of these ids. Returns how many.
   *
   * `retryProtonMessages(message_ids=nil)`, for who holds the permission admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  retryProtonMessages: { params: { message_ids?: string[] | null }; result: number };
  /**
   * Gives up messages that are queued or dead: they are never sent. Returns how many.
   *
   * `dropProtonMessages(message_ids)`, for who holds the permission admin. Throws ActionNotAllowed,
   * GenericError, ParameterError.
   */
  dropProtonMessages: { params: { message_ids: string[] }; result: number };
  /**
   * The messages since one of them or since a time, in the order in which they were sent; then those that
   * wait.
   *
   * `replayProtonMessages(since_id=nil, since_time=nil, limit=100)`, for anyone. Throws GenericError,
   * ParameterError.
   */
  replayProtonMessages: {
    params: { since_id?: string | null; since_time?: Seconds | string | null; limit?: number };
    result: Replay;
  };
}

declare module '@kojikit/protocol' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the members have a name of their own
  interface HubApi extends ProtonmsgApi {}
}
