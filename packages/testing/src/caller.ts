import { decodeResponse, encodeCall, withKeywords } from '@kojikit/protocol';
import { readBody, type HubRequest, type HubResponse } from '@kojikit/hub-core';

/** What a caller sends its requests through. */
export type Send = (request: Partial<HubRequest> & Pick<HubRequest, 'headers'>) => Promise<HubResponse>;

/** Calls a hub the way a program does: encoded and decoded, with a session and call numbers, but without a socket. */
export interface Caller {
  /** Calls an API method. Throws the fault that the hub answers with. */
  call<Result = unknown>(
    method: string,
    positional?: readonly unknown[],
    keywords?: Record<string, unknown>,
  ): Promise<Result>;
  /** Uploads content below `work/PATH` in one piece; answers what the hub says of it. */
  upload(path: string, name: string, content: Buffer | string): Promise<unknown>;
  /** The session, or undefined for an anonymous caller. */
  readonly session: { readonly id: number; readonly key: string } | undefined;
}

/** A caller without a session. */
export function anonymousCaller(send: Send): Caller {
  return new HubCaller(send, undefined);
}

/** Logs in with a password. */
export async function loggedInCaller(send: Send, user: string, password: string): Promise<Caller> {
  const session = await anonymousCaller(send).call<Record<string, unknown>>('login', [user, password]);
  return new HubCaller(send, { id: session['session-id'] as number, key: session['session-key'] as string });
}

class HubCaller implements Caller {
  private callNumber = 0;

  constructor(
    private readonly send: Send,
    readonly session: Caller['session'],
  ) {}

  async call<Result>(
    method: string,
    positional: readonly unknown[] = [],
    keywords: Record<string, unknown> = {},
  ): Promise<Result> {
    const named = Object.keys(keywords).length > 0;
    const params = named ? withKeywords([...positional], keywords) : positional;
    return (await this.answer({
      headers: { 'content-type': 'text/xml', ...this.authentication() },
      body: Buffer.from(encodeCall(method, params)),
    })) as Result;
  }

  upload(path: string, name: string, content: Buffer | string): Promise<unknown> {
    const query = { filepath: path, filename: name, offset: '0', overwrite: '1', fileverify: 'adler32' };
    return this.answer({
      query: new URLSearchParams(query).toString(),
      headers: { 'content-type': 'application/octet-stream', ...this.authentication() },
      body: Buffer.from(content),
    });
  }

  private async answer(request: Parameters<Send>[0]): Promise<unknown> {
    const { status, body } = await this.send(request);
    const bytes = await readBody(body);
    if (status !== 200) throw new Error(`HTTP ${status}: ${bytes.toString()}`);
    return decodeResponse(bytes);
  }

  private authentication(): Record<string, string> {
    if (this.session === undefined) return {};
    return {
      'koji-session-id': String(this.session.id),
      'koji-session-key': this.session.key,
      'koji-session-callnum': String(this.callNumber++),
    };
  }
}
