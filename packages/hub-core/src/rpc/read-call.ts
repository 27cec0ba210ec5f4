import { decodeCall, decodeCallInSteps, type DecodeLimits } from '@kojikit/protocol';
import type { HubConfig } from '../config/hub-config.js';
import { BadRequest } from './bad-request.js';
import { Breath } from './breath.js';
import type { HubRequest } from './hub-request.js';

/** Bytes up to which a call is decoded at once. */
const SHORT = 131_072;

export interface Call {
  readonly method: string | null;
  readonly params: readonly unknown[];
}

/** A call and the bytes that it came as. */
export interface ReceivedCall extends Call {
  readonly body: Buffer;
}

/**
 * Steps one and two of a request: reads the body within `MaxRequestLength` and decodes it.
 * Throws BadRequest `Invalid request: <why>` for everything that is no XML-RPC call.
 */
export async function readCall(
  request: HubRequest,
  config: Pick<HubConfig, 'MaxRequestLength'>,
): Promise<ReceivedCall> {
  const body = await readBody(request.body, config.MaxRequestLength);
  if (body.length === 0) throw new BadRequest('Invalid request: Empty request');
  try {
    const limits = { maxBytes: config.MaxRequestLength || undefined };
    const call = body.length <= SHORT ? decodeCall(body, limits) : await decodeInTurns(body, limits);
    return { method: call.method, params: call.params, body };
  } catch (error) {
    throw new BadRequest(`Invalid request: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/* Others have their turns while a long call is decoded. */
async function decodeInTurns(body: Buffer, limits: Partial<DecodeLimits>): Promise<Call> {
  const breath = new Breath();
  await breath.take();
  const steps = decodeCallInSteps(body, limits);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (breath.due) await breath.take();
  }
}

/** The body, which may break off: then its sender is gone, and nobody is at fault here. */
export async function* whole(body: HubRequest['body']): AsyncGenerator<Uint8Array, void, undefined> {
  if (body instanceof Uint8Array) return yield body;
  const source = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await source.next().catch((cause: unknown) => {
        throw new BadRequest('Invalid request: the request broke off', 400, { cause });
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await source.return?.();
  }
}

async function readBody(body: HubRequest['body'], limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of whole(body)) {
    length += part.length;
    if (limit > 0 && length > limit) throw new BadRequest('Invalid request: Request too long');
    parts.push(part);
  }
  return parts.length === 1
    ? Buffer.from(parts[0]!.buffer, parts[0]!.byteOffset, parts[0]!.length)
    : Buffer.concat(parts);
}
