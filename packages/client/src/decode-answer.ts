import { decodeResponse, MalformedXmlRpc } from '@kojikit/protocol';
import { HUB_URL_HINT, HubAnswerError, NotAHubError } from './errors.js';
import type { Answer } from './transport.js';

/** Characters of an answer that tell what it is. */
const EXCERPT = 60;

/**
 * The value of an answer. Throws the fault that it is instead, NotAHubError for what is no XML-RPC, such as a page of
 * a web server, or HubAnswerError for XML-RPC of a hub that cannot be read.
 */
export function decodeAnswer({ body, contentType, hubVersion }: Answer, url: string): unknown {
  try {
    return decodeResponse(body);
  } catch (error) {
    if (!(error instanceof MalformedXmlRpc)) throw error;
    // A query string may hold a session's key.
    const shown = url.replace(/\?.*/s, '');
    // A hub that gives its version is one, whatever is the matter with its answer.
    if (hubVersion !== undefined) {
      throw new HubAnswerError(`${shown} answered with XML-RPC that is none: ${error.message}`, {
        cause: error,
      });
    }
    const begin = body
      .toString('utf8', 0, EXCERPT)
      .replaceAll(/[^\x20-\x7e]+/g, ' ')
      .trim();
    const what = body.length === 0 ? 'nothing' : `${contentType ?? 'something'} (${begin} …)`;
    throw new NotAHubError(`${shown} answered with ${what}, not with XML-RPC: ${HUB_URL_HINT}`, 200, {
      cause: error,
    });
  }
}
