import { decodeCall, decodeResponse } from '@kojikit/protocol';
import { CallerMistake } from '../rpc/caller-mistake.js';

/** The parameters in a stored task request. Throws for what is no request. */
export function decodeRequest(stored: string): unknown[] {
  return decodeCall(documentOf(stored)).params;
}

/** The value in a stored task result. Throws the KojiFault that it holds, or an error for what is no result. */
export function decodeResult(stored: string | null): unknown {
  if (stored === null) throw new CallerMistake('the task has no result');
  return decodeResponse(documentOf(stored));
}

/** A stored document as XML: very old tasks are stored in base64. */
export function documentOf(stored: string): string {
  return stored.slice(0, 10).includes('<?xml') ? stored : Buffer.from(stored, 'base64').toString('utf8');
}
