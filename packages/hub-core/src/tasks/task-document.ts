import { decodeCall, decodeResponse, encodeCall, encodeParams } from '@kojikit/protocol';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** A task's request as it is stored: a call, or the parameters alone for a task without a method. */
export function encodeRequest(method: string, params: readonly unknown[]): string {
  return method === '' ? encodeParams(params) : encodeCall(method, params);
}

/** The parameters in a stored task request. Throws for what is no request. */
export function decodeRequest(stored: string): unknown[] {
  return decodeCall(documentOf(stored)).params;
}

/** The value in a stored task result. Throws the KojiFault that it holds, or an error for what is no result. */
export function decodeResult(stored: string | null): unknown {
  if (stored === null) throw new CallerMistake('the task has no result');
  return decodeResponse(documentOf(stored));
}

/** A stored document as XML: very old tasks are stored in base64, those without a method without their frame. */
export function documentOf(stored: string): string {
  if (stored.startsWith('<params>')) return `<methodCall><methodName></methodName>${stored}</methodCall>`;
  return stored.slice(0, 10).includes('<?xml') ? stored : Buffer.from(stored, 'base64').toString('utf8');
}
