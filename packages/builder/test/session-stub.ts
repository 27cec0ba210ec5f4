import { mkdir, copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { callMethod, splitKeywords, uncheckedCall, type HubCall } from '@kojikit/protocol';
import type { HubSession } from '../src/hub/hub-session.js';

export interface StubSession extends HubSession {
  /** What was called, with its parameters by name. */
  readonly calls: { method: string; params: Readonly<Record<string, unknown>> }[];
}

/** A session whose answers are given by method name, as they are or made from the call's parameters; uploaded files land in a folder. */
export function stubSession(answers: Readonly<Record<string, unknown>>, uploads: string): StubSession {
  const calls: StubSession['calls'] = [];
  const send = <Result>({ method, params }: HubCall<Result>): Promise<Result> => {
    calls.push({ method, params: splitKeywords(params).keywords });
    const answer = answers[method] ?? null;
    const parameters = splitKeywords(params).keywords;
    if (typeof answer !== 'function') return Promise.resolve(answer as Result);
    // One that throws is a fault of the hub.
    return Promise.resolve().then(() => (answer as (given: typeof parameters) => Result)(parameters));
  };
  return {
    calls,
    sessionId: 1,
    send,
    call: callMethod(send),
    callUnchecked: (...call) => send(uncheckedCall(...call)),
    uploadPiece: () => Promise.resolve(),
    async uploadFile(file, { path, name }) {
      const target = join(uploads, path, name);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(file, target);
    },
    uploadStream: () => Promise.reject(new Error('not here')),
    subsession: () => Promise.reject(new Error('not here')),
    logout: () => Promise.resolve(),
    close: () => {},
  };
}
