import { mkdir, copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HubSession } from '../src/hub/hub-session.js';

export interface StubSession extends HubSession {
  readonly calls: { method: string; args: readonly unknown[] }[];
}

/** A session whose answers are given by method name; uploaded files land in a folder. */
export function stubSession(answers: Readonly<Record<string, unknown>>, uploads: string): StubSession {
  const calls: StubSession['calls'] = [];
  return {
    calls,
    sessionId: 1,
    call: <Result>(method: string, args: readonly unknown[] = []) => {
      calls.push({ method, args });
      return Promise.resolve((answers[method] ?? null) as Result);
    },
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
