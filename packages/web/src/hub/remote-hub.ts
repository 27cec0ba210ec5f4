import { ClientError, type Client } from '@kojikit/client';
import { type HubCall, isKojiFault } from '@kojikit/protocol';
import { PageError } from '../http/page-error.js';
import type { Answer, HubConnection, HubSession } from './connection.js';

/**
 * A hub that is reached over HTTP: all calls of one round go out as one request.
 * @param client without a session of its own: each visitor's comes with the calls.
 */
export function remoteHub(client: Client, about: Omit<HubConnection, 'calls'>): HubConnection {
  return {
    ...about,
    async calls(asks, session, signal) {
      try {
        return await send(client, asks, { session, signal });
      } catch (error) {
        // What the hub says of the request as a whole holds for each call in it.
        if (isKojiFault(error)) return asks.map(() => faultOf(error));
        if (!(error instanceof ClientError)) throw error;
        throw new PageError(503, 'The hub is out of reach', { cause: error });
      }
    },
  };
}

async function send(
  client: Client,
  asks: readonly HubCall[],
  options: { readonly session?: HubSession; readonly signal?: AbortSignal },
): Promise<readonly Answer[]> {
  const [only] = asks;
  if (only !== undefined && asks.length === 1) return [{ result: await client.send(only, options) }];
  const answers = await client.multicall(asks, options);
  return answers.map((answer) => ('fault' in answer ? faultOf(answer.fault) : answer));
}

function faultOf({ code, message }: { readonly code: number; readonly message: string }): Answer {
  return { fault: { code, message } };
}
