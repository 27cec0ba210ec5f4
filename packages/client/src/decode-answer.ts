import { decodeResponse, MalformedXmlRpc } from '@kojikit/protocol';
import { HUB_URL_HINT, HubHttpError } from './errors.js';
import type { Answer } from './transport.js';

/** Characters of an answer that tell what it is. */
const EXCERPT = 60;

/**
 * The value of an answer. Throws the fault that it is instead, or HubHttpError for what is no XML-RPC, such as a page of
 * a web server.
 */
export function decodeAnswer({ body, contentType, hubVersion }: Answer, url: string): unknown {
  try {
    return decodeResponse(body);
  } catch (error) {
    // A hub that gives its version is one, whatever is the matter with its answer.
    if (!(error instanceof MalformedXmlRpc) || hubVersion !== undefined) throw error;
    const begin = body
      .toString('utf8', 0, EXCERPT)
      .replaceAll(/[^\x20-\x7e]+/g, ' ')
      .trim();
    const what = body.length === 0 ? 'nothing' : `${contentType ?? 'something'} (${begin} …)`;
    // A query string may hold a session's key.
    const shown = url.replace(/\?.*/s, '');
    throw new HubHttpError(`${shown} answered with ${what}, not with XML-RPC: ${HUB_URL_HINT}`, 200, {
      cause: error,
    });
  }
}
