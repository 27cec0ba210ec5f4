/** One event of a stream. */
export interface StreamEvent {
  readonly name: string;
  /** Sent as JSON, which has no line breaks. */
  readonly data: unknown;
  /** What a browser gives back as `Last-Event-ID` when the stream was cut after this event. */
  readonly id: string;
}

/** Says that nothing happened, so that nobody in between takes the stream for dead. */
export const BEAT = Symbol('beat');

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // A server that closes does not wait for a connection that could be used again.
  connection: 'close',
  // Proxies of nginx' kind collect answers unless they are told not to.
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
};
const RETRY_MILLISECONDS = 2000;

/**
 * Sends events as they come. The next one is asked for when the reader has taken the last, so a slow reader holds up
 * nothing but its own stream.
 * @param onEnd when the stream has ended, by itself or because its reader left.
 */
export function eventStream(
  events: AsyncGenerator<StreamEvent | typeof BEAT, void>,
  onEnd: () => void,
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encoder.encode(`retry: ${RETRY_MILLISECONDS}\n\n`)),
      async pull(controller) {
        const next = await events.next().catch(() => undefined);
        if (next !== undefined && !next.done) return controller.enqueue(encoder.encode(written(next.value)));
        onEnd();
        controller.close();
      },
      cancel: onEnd,
    },
    { highWaterMark: 1 },
  );
  return new Response(body, { headers: HEADERS });
}

function written(event: StreamEvent | typeof BEAT): string {
  if (event === BEAT) return ':\n\n';
  return `id: ${event.id}\nevent: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`;
}
