import type { Context } from '../rpc/context.js';

/** A job runs as the hub itself: with a context of its own, whose transaction is committed when the job returns. */
export type JobContext = Context;
