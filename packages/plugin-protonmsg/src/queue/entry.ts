import type { Message } from '../messages/message.js';

/** A message that waits to be sent. */
export interface Entry extends Message {
  /** The same over every delivery, so that consumers can drop what they have seen. */
  readonly messageId: string;
  /** Its row in `proton_queue`; undefined while it is in memory only. */
  readonly queueId: number | undefined;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** How often a broker has refused it. */
  readonly attempts: number;
  /** Milliseconds since 1970 before which it is not sent again. */
  readonly notBefore: number | undefined;
}
